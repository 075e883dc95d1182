using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Demo;

namespace ShopFloorTwin.Silo.Tests.Demo;

public sealed class DemoFeedTests
{
    private const ulong Seed = 7;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Hours_of_a_working_day_move_the_plant_and_nothing_is_refused()
    {
        var site = await OpenedAsync("2026-11-25T06:00:00Z");
        var said = await RunAsync(new DemoFeed(Seed), site, TimeSpan.FromHours(5));
        Assert.Superset(
            new HashSet<string>
            {
                EventTypes.OperationStarted, EventTypes.OperationCompleted, EventTypes.MachineState, EventTypes.MachineCount, EventTypes.MachineMeasurement,
                EventTypes.StockConsumed, EventTypes.SupplierConfirmed,
            },
            said.Keys.ToHashSet());
        Assert.InRange(said[EventTypes.OperationCompleted], 15, 300);
        var done = await site.OrdersAsync(new OrderQuery { States = [OrderState.Done], Limit = 1000 }, TestContext.Current.CancellationToken);
        Assert.NotEmpty(done.Items);
    }

    [Fact]
    public async Task At_night_the_machines_that_run_around_the_clock_go_on()
    {
        var site = await OpenedAsync("2026-11-28T23:00:00Z");
        var said = await RunAsync(new DemoFeed(Seed), site, TimeSpan.FromHours(2));
        Assert.True(said.GetValueOrDefault(EventTypes.MachineMeasurement) > 100);
        Assert.True(said.GetValueOrDefault(EventTypes.MachineCount) > 10);
    }

    [Fact]
    public async Task A_feed_started_anew_goes_on_where_the_twin_stands()
    {
        var site = await OpenedAsync("2026-11-25T08:00:00Z");
        await RunAsync(new DemoFeed(Seed), site, TimeSpan.FromHours(1));
        var before = site.JournalPosition;
        await RunAsync(new DemoFeed(Seed), site, TimeSpan.FromHours(1));
        Assert.True(site.JournalPosition > before + 60);
    }

    private static async Task<SiteInMemory> OpenedAsync(string at)
    {
        var now = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var site = new SiteInMemory(DemoPlant.Site) { Now = now };
        var plant = EventReader.Read(EventWriter.Write("/demo", "plant", now, new PlantImportedData(DemoPlant.Create(Seed, now)) { Entity = DemoPlant.Site })).Event!;
        AssertTaken(await site.AcceptAsync([plant], TestContext.Current.CancellationToken));
        AssertTaken(await site.AcceptAsync(DemoPlant.OpeningEvents(Seed, now), TestContext.Current.CancellationToken));
        return site;
    }

    private static async Task<Dictionary<string, int>> RunAsync(DemoFeed feed, SiteInMemory site, TimeSpan span)
    {
        var until = site.Now + span;
        var before = site.Taken.Count;
        for (; site.Now < until; site.Now += Step)
        {
            if (await feed.StepAsync(site, site.Now, TestContext.Current.CancellationToken) is { } result)
                AssertTaken(result);
        }
        return site.Taken.Skip(before).GroupBy(e => e.Type).ToDictionary(g => g.Key, g => g.Count());
    }

    private static void AssertTaken(IntakeResult result) =>
        Assert.All(result.Outcomes, outcome => Assert.True(outcome.Kind == OutcomeKind.Accepted, $"{outcome.Kind}: {outcome.Refusal?.Detail}"));
}
