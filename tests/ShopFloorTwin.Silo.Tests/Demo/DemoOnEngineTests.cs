using Microsoft.Extensions.Logging.Abstractions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Embedded;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Demo;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Tests.Demo;

/// <summary>The feed on the embedded engine and SQLite, on the journal's clock.</summary>
public sealed class DemoOnEngineTests
{
    private const ulong Seed = 7;
    private static readonly DateTimeOffset Morning = new(2026, 11, 25, 7, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    private static readonly EngineOptions Options = new()
    {
        Clock = EngineClock.Journal, Forecast = new ForecastSettings { Samples = 16 }, MinForecastInterval = TimeSpan.FromMilliseconds(1),
    };

    [Fact]
    public async Task No_event_of_two_hours_is_refused_with_a_restart_in_between()
    {
        var data = Directory.CreateTempSubdirectory("twin-demo-");
        try
        {
            var first = await HourAsync(data.FullName, Morning, isNew: true);
            var second = await HourAsync(data.FullName, Morning.AddHours(1), isNew: false);
            Assert.True(second > first + 60, $"positions {first}, {second}");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<long> HourAsync(string data, DateTimeOffset from, bool isNew)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var store = await Stores.OpenAsync(new StoreOptions("sqlite", data), TimeProvider.System, cancellation);
        await using var engine = await EmbeddedEngine.StartAsync(store, Options, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance, cancellation);
        var site = await engine.OpenAsync(DemoPlant.Site, cancellation);
        if (isNew)
        {
            var plant = EventReader.Read(EventWriter.Write("/demo", "plant", from, new PlantImportedData(DemoPlant.Create(Seed, from)) { Entity = DemoPlant.Site })).Event!;
            AssertTaken(await site.AcceptAsync([plant], cancellation));
            var opened = await site.AcceptAsync(DemoPlant.OpeningEvents(Seed, from), cancellation);
            AssertTaken(opened);
            await site.WaitForAsync(opened.Position, cancellation);
        }
        var feed = new DemoFeed(Seed);
        for (var now = from; now < from.AddHours(1); now += Step)
        {
            if (await feed.StepAsync(site, now, cancellation) is { } result)
                AssertTaken(result);
        }
        return (await site.HealthAsync(cancellation)).JournalPosition;
    }

    private static void AssertTaken(IntakeResult result) =>
        Assert.All(result.Outcomes, outcome => Assert.True(outcome.Kind == OutcomeKind.Accepted, $"{outcome.Kind}: {outcome.Refusal?.Detail}"));
}
