using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedForecastLoopTests : ForecastLoopTests<SqlitePlace, EmbeddedMaker>;

/// <summary>Forecasts that fail, and their pace.</summary>
public abstract class ForecastLoopTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    private readonly List<DateTimeOffset> _starts = [];
    private volatile bool _fails;

    protected ForecastLoopTests()
    {
        Options = Options with
        {
            NewForecaster = settings =>
            {
                var forecaster = new Forecaster(settings);
                return (twins, asOf, calibration) =>
                {
                    lock (_starts)
                        _starts.Add(Time.GetUtcNow());
                    return _fails ? throw new InvalidOperationException("no forecast today") : forecaster.Run(twins, asOf, calibration);
                };
            },
        };
    }

    [Fact]
    public async Task A_forecast_that_fails_leaves_the_last_picture_and_the_next_one_mends_it()
    {
        var site = await PlantAsync();
        await Within.Time(site.WaitForAsync(1, Cancellation));
        _fails = true;
        await AcceptAsync(site, Shop.Count("c-1"));
        await Within.Condition(async () => (await HealthAsync(site)).ForecastFault is not null);

        Assert.Equal((2, 1), ((await HealthAsync(site)).JournalPosition, (await site.SummaryAsync(false, Cancellation)).Position));
        Assert.Equal("no forecast today", (await HealthAsync(site)).ForecastFault);
        _fails = false;
        await ShowAsync(site, Shop.Count("c-2"));
        Assert.True((await HealthAsync(site)).IsWell);
        Assert.Equal(2, await GoodAsync(site));
    }

    [Fact]
    public async Task Forecasts_keep_their_distance_and_the_newest_state_is_shown()
    {
        Options = Options with { MinForecastInterval = TimeSpan.FromMilliseconds(200) };
        await PlantAsync();
        var site = await RestartAsync();
        lock (_starts)
            _starts.Clear();
        var shown = site.WaitForAsync(31, Cancellation).AsTask();
        for (var number = 1; number <= 30; number++)
            await AcceptAsync(site, Shop.Count($"c-{number}"));
        while (!shown.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
        await shown;

        lock (_starts)
            Assert.All(_starts.Zip(_starts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMilliseconds(200)));
        Assert.Equal(30, (await site.WorkCenterAsync(Shop.Mill, null, Cancellation))!.Good);
    }
}
