using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>What-ifs beside the live site, one after the other. What the arithmetic needs is kept from one to the next.</summary>
internal static class WhatIfs
{
    private static readonly Places Places = new(Limits.WhatIfs, Limits.WhatIfsWaiting, Limits.WhatIfsPerCaller, "what-ifs", TimeSpan.FromSeconds(1));
    private static Kept? _kept;

    /// <summary>Somebody waits for an answer.</summary>
    public static bool AreAsked => Places.AreTaken;

    private sealed record Kept(string Site, ForecastSettings Settings, Forecaster Forecaster);

    /// <summary>A question's turn, to be disposed: its picture is taken in it, so that it is the newest one.</summary>
    /// <exception cref="OverloadedException">Too many questions wait, or too many of the caller.</exception>
    public static Task<IDisposable> TurnAsync(string caller, CancellationToken cancellation) => Places.TakeAsync(caller, cancellation);

    /// <summary>Works a question out in its turn, on a thread that gives way to the live site.</summary>
    public static Task<WhatIfResult> RunAsync(string site, SitePicture picture, WhatIfQuestion question, RiskThresholds thresholds, CancellationToken cancellation) =>
        SideThread.RunAsync(
            () =>
            {
                var settings = WhatIf.SettingsOf(picture, question);
                // Taken out while it is used: it serves one run at a time.
                var kept = Interlocked.Exchange(ref _kept, null);
                if (kept is null || kept.Site != site || kept.Settings != settings)
                    kept = new Kept(site, settings, new Forecaster(settings));
                var result = WhatIf.Of(picture, question, thresholds, kept.Forecaster);
                Volatile.Write(ref _kept, kept);
                return result;
            },
            cancellation);
}
