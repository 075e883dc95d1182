using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

/// <summary>A test with a running engine over a store of its own, on a clock of its own.</summary>
public abstract class EngineTest<TPlace, TMaker> : IAsyncLifetime
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    private readonly TMaker _maker = new();
    private TPlace? _place;
    private IStore? _inner;
    private RunningEngine? _running;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    protected FakeTimeProvider Time { get; } = new(Shop.Morning.AddMinutes(2));
    protected TroubledStore Store { get; private set; } = null!;
    protected ITwinEngine Engine => _running!.Engine;

    /// <summary>Small samples and no pause between forecasts: a test waits for what it asked for and nothing else.</summary>
    protected EngineOptions Options { get; set; } = new()
    {
        Forecast = new() { Samples = 64 },
        MinForecastInterval = TimeSpan.Zero,
        RestShare = 0,
        SnapshotRecords = int.MaxValue,
    };

    public async ValueTask InitializeAsync()
    {
        _place = new TPlace();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Store.Release();
        await StopAsync();
        if (_place is not null)
            await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The site with its plant taken.</summary>
    protected async Task<ISiteTwin> PlantAsync(string site = Shop.Site)
    {
        var twin = await Engine.OpenAsync(site, Cancellation);
        await AcceptAsync(twin, Shop.Imported(Shop.Plant(site)));
        return twin;
    }

    protected static async Task<IntakeResult> AcceptAsync(ISiteTwin site, params CloudEvent[] events) => await Within.Time(site.AcceptAsync(events, Cancellation));

    /// <summary>Accepts, and waits until the picture shows it.</summary>
    protected static async Task<IntakeResult> ShowAsync(ISiteTwin site, params CloudEvent[] events)
    {
        var result = await AcceptAsync(site, events);
        await Within.Time(site.WaitForAsync(result.Position, Cancellation));
        return result;
    }

    protected static async Task<string> HashAsync(ISiteTwin site)
    {
        await Within.Time(site.CatchUpAsync(Cancellation));
        return (await site.SummaryAsync(withHash: true, Cancellation)).StateHash!;
    }

    /// <summary>Good pieces the mill has counted.</summary>
    protected static async Task<double> GoodAsync(ISiteTwin site)
    {
        await Within.Time(site.CatchUpAsync(Cancellation));
        return (await site.WorkCenterAsync(Shop.Mill, null, Cancellation))!.Good;
    }

    /// <summary>An orderly stop and a new start on the same store.</summary>
    protected async Task<ISiteTwin> RestartAsync()
    {
        await StopAsync();
        await StartAsync();
        return await FoundAsync();
    }

    protected async Task<ISiteTwin> FoundAsync() => (await Engine.FindAsync(Shop.Site, Cancellation))!;

    protected static async Task<SiteHealth> HealthAsync(ISiteTwin site) => await Within.Time(site.HealthAsync(Cancellation));

    /// <summary>Stops the engine; the store stays open.</summary>
    protected async Task StopAgainAsync() => await Within.Time(_running!.Stop.DisposeAsync());

    /// <summary>The process is gone without a word: no last snapshot, nothing drained; then a new start.</summary>
    protected Task<ISiteTwin> CrashAsync()
    {
        Store.IsDead = true;
        return RestartAsync();
    }

    private async Task StartAsync()
    {
        _inner = await _place!.OpenAsync();
        Store = new TroubledStore(_inner);
        _running = await _maker.StartAsync(Store, Options, Time);
    }

    private async Task StopAsync()
    {
        if (_running is not null)
            await Within.Time(_running.Stop.DisposeAsync());
        if (_inner is not null)
            await _inner.DisposeAsync();
        (_running, _inner) = (null, null);
    }
}
