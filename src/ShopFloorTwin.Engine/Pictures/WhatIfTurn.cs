using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// A what-if's turn: so many at once in the process, so many that wait, so many of one caller, so that neither the live site nor
/// another caller is held up. What the arithmetic needs is kept from one turn to the next.
/// </summary>
internal sealed class WhatIfTurn : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly SemaphoreSlim Places = new(Limits.WhatIfs);
    private static readonly Dictionary<string, int> Callers = new(StringComparer.Ordinal);
    private static int _waiting;
    private static Kept? _kept;

    private readonly string _caller;
    private bool _hasPlace;

    private sealed record Kept(string Site, ForecastSettings Settings, Forecaster Forecaster);

    private WhatIfTurn(string caller) => _caller = caller;

    /// <exception cref="OverloadedException">Too many questions wait, or too many of the caller.</exception>
    public static async Task<WhatIfTurn> TakeAsync(string caller, CancellationToken cancellation)
    {
        var turn = new WhatIfTurn(caller);
        lock (Callers)
        {
            var mine = Callers.GetValueOrDefault(caller);
            if (mine >= Limits.WhatIfsPerCaller)
                throw new OverloadedException($"{mine} what-ifs of this caller are under way, which is the limit. Wait for one to be answered.", Soon);
            if (_waiting >= Limits.WhatIfsWaiting)
                throw new OverloadedException($"{_waiting} what-ifs wait, which is the limit. Try again later.", Soon);
            Callers[caller] = mine + 1;
            _waiting++;
        }
        try
        {
            await Places.WaitAsync(cancellation);
            turn._hasPlace = true;
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
        finally
        {
            lock (Callers)
                _waiting--;
        }
    }

    /// <summary>Works a question out, on a thread that gives way to the live site.</summary>
    public Task<WhatIfResult> RunAsync(string site, SitePicture picture, WhatIfQuestion question, RiskThresholds thresholds, CancellationToken cancellation) =>
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

    public void Dispose()
    {
        lock (Callers)
        {
            if (Callers[_caller] == 1)
                Callers.Remove(_caller);
            else
                Callers[_caller]--;
        }
        if (_hasPlace)
            Places.Release();
    }
}
