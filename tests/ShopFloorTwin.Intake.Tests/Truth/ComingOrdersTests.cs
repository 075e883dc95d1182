using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Intake.Simulation;
using ShopFloorTwin.Intake.Truth;

namespace ShopFloorTwin.Intake.Tests.Truth;

public sealed class ComingOrdersTests
{
    private static readonly ForecastSettings Blind = new() { FutureOperations = 0, WithQuantiles = true };
    private static readonly ForecastSettings Foreseeing = new() { WithQuantiles = true };

    private static (SiteTwins Twins, DateTimeOffset At) Floor(double days, SimulationOptions options)
    {
        var site = RandomPlant.Make(options);
        var at = site.Start.AddDays(days);
        var state = new SiteState(site.Plant.Site);
        var imported = EventReader.Read(EventWriter.Write("/test", "plant", EventTypes.PlantImported, $"site/{site.Plant.Site}", site.Start, PlantWriter.Write(site.Plant))).Event!;
        foreach (var one in FloorSimulation.Stream(site).TakeWhile(one => one.Time <= at).Prepend(imported))
            state.Apply(new SiteRecord(state.Position + 1, one.Time, one));
        return (state.Publish(), at);
    }

    private static string Told(SiteForecast forecast) => string.Join('\n', forecast.Orders.Select(order =>
        $"{order.Order} {order.P10:O} {order.P50:O} {order.P95:O} {order.LateProbability:R} {order.ExpectedLatenessMinutes:R} {string.Join(' ', order.Quantiles!)}"));

    [Fact]
    public void Who_expects_more_orders_to_come_covers_better_and_loses_less()
    {
        List<SimulationOptions> plants = [.. Enumerable.Range(1, 10).Select(seed => new SimulationOptions { Seed = (ulong)seed, Days = 50, Orders = 100 })];

        ScoreFigures Twin(ForecastSettings settings) => TruthBacktest.OfPlants(plants, new WalkOptions { Settings = settings, Corrects = false }, TimeSpan.FromDays(15)).Methods[0].All;
        var (foreseeing, blind) = (Twin(Foreseeing), Twin(Blind));

        Assert.True(foreseeing.Crps < 0.9 * blind.Crps, $"{foreseeing.Crps} against {blind.Crps}");
        Assert.InRange(foreseeing.Coverage.P50!.Value, 0.4, 0.6);
        Assert.True(foreseeing.Coverage.P80 > blind.Coverage.P80 + 0.1);
        Assert.True(foreseeing.Late!.Brier < blind.Late!.Brier);
    }

    [Fact]
    public void Nothing_is_expected_of_a_site_that_is_known_since_yesterday()
    {
        var (twins, at) = Floor(1, new SimulationOptions { Seed = 4, Orders = 400 });

        Assert.Equal(Told(new Forecaster(Blind).Run(twins, at)), Told(new Forecaster(Foreseeing).Run(twins, at)));
    }

    [Fact]
    public void The_same_twins_at_the_same_time_have_the_same_futures()
    {
        var (twins, at) = Floor(20, new SimulationOptions { Seed = 5 });
        var forecaster = new Forecaster(Foreseeing);
        var once = Told(forecaster.Run(twins, at));
        forecaster.Run(twins, at.AddDays(1));

        Assert.Equal(once, Told(forecaster.Run(twins, at)));
        Assert.Equal(once, Told(new Forecaster(Foreseeing).Run(twins, at)));
        Assert.NotEqual(once, Told(new Forecaster(Blind).Run(twins, at)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Over_futures_as_well_causes_add_up_to_the_lateness(int seed)
    {
        var (twins, at) = Floor(25, new SimulationOptions { Seed = (ulong)seed, Load = 0.9, Tightness = 0.7 });

        var late = new Forecaster(Foreseeing).Run(twins, at).Orders.Where(order => order.LateProbability > 0).ToList();

        Assert.NotEmpty(late);
        Assert.All(late, order =>
        {
            Assert.Equal(1, order.Causes.Sum(cause => cause.Share), 6);
            Assert.Equal(order.ExpectedLatenessMinutes, order.Causes.Sum(cause => cause.Minutes), 1e-3 * (1 + order.ExpectedLatenessMinutes));
        });
        Assert.All(late, order => Assert.True(order.P10 <= order.P50 && order.P50 <= order.P80 && order.P80 <= order.P95));
    }
}
