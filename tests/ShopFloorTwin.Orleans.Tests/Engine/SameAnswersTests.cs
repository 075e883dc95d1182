using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Engine;

/// <summary>Whichever engine runs a journal, a planner reads the same figures.</summary>
public sealed class SameAnswersTests
{
    private const string Site = "lyon";
    private static readonly DateTimeOffset Morning = new(2026, 11, 2, 6, 0, 0, TimeSpan.Zero);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Both_engines_answer_the_same_journal_with_the_same_digits(int seed)
    {
        await using var place = new SqlitePlace();
        await using (var store = await place.OpenAsync())
            await store.Journal.AppendAsync(Site, [.. Journal(new Random(seed)).Select(one => new JournalEntry(one.Source, one.Id, one.Time, one.Body))], Cancellation);

        var embedded = await AnswersAsync(place, new EmbeddedMaker());
        var cluster = await AnswersAsync(place, new OrleansMaker());

        Assert.Equal(embedded.Count, cluster.Count);
        Assert.All(embedded.Zip(cluster), pair => Assert.Equal(pair.First, pair.Second));
        Assert.Contains(embedded, answer => answer.Contains("\"Risk\":\"late\"", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(SqlitePlace place, EngineMaker maker)
    {
        await using var store = await place.OpenAsync();
        var read = new TroubledStore(store);
        var running = await maker.StartAsync(read, new EngineOptions { Forecast = new() { Samples = 64 } }, new FakeTimeProvider(Morning.AddHours(20)));
        try
        {
            var site = (await running.Engine.FindAsync(Site, Cancellation))!;
            await site.CatchUpAsync(Cancellation);
            object[] answers =
            [
                await site.SummaryAsync(withHash: true, Cancellation),
                await site.OrdersAsync(new OrderQuery { Limit = 1_000 }, Cancellation),
                await site.OrdersAsync(new OrderQuery { Risks = [Risk.Late, Risk.AtRisk], Sort = "due", Limit = 3 }, Cancellation),
                await site.WorkCentersAsync(new ListQuery(), null, Cancellation),
                await site.ComponentsAsync(new ListQuery(), null, Cancellation),
                await site.SuppliersAsync(new ListQuery(), null, Cancellation),
                .. await EachOrderAsync(site),
                (await site.WorkCenterAsync("WC-2", new PastMoment(20, null), Cancellation))!,
            ];
            return [.. answers.Select(answer => JsonSerializer.Serialize(answer))];
        }
        finally
        {
            // No snapshot is left for the other engine to begin with.
            read.IsDead = true;
            await running.Stop.DisposeAsync();
        }
    }

    private static async Task<IEnumerable<OrderView>> EachOrderAsync(ISiteTwin site)
    {
        var orders = new List<OrderView>();
        for (var number = 1; number <= 40; number += 7)
            orders.Add((await site.OrderAsync($"MO-{number}", null, Cancellation))!);
        return orders;
    }

    /// <summary>A shop of three work centers with a bought component, and a day of trouble in it.</summary>
    private static IEnumerable<CloudEvent> Journal(Random random)
    {
        yield return Event("plant", Morning, new PlantImportedData(Plant(random)) { Entity = Site });
        for (var number = 0; number < 200; number++)
        {
            var at = Morning.AddMinutes(5 * number);
            var center = $"WC-{random.Next(3)}";
            var order = $"MO-{1 + random.Next(40)}";
            yield return random.Next(6) switch
            {
                0 => Event($"e{number}", at, new MachineStateData(random.Next(2) == 0 ? MachineState.Aborted : MachineState.Execute, null, "jam", null) { Entity = center }),
                1 => Event($"e{number}", at, new SupplierDelayedData("1", Morning.AddDays(1 + random.Next(9)), "strike") { Entity = "PO-7" }),
                2 => Event($"e{number}", at, new OperationReportData(OperationReport.Started, "10", "WC-0", null, null) { Entity = order }),
                3 => Event($"e{number}", at, new StockConsumedData(random.Next(20), order) { Entity = "SEAL" }),
                _ => Event($"e{number}", at, new MachineCountData(random.Next(5), random.Next(2), false, order, "10", null) { Entity = center }),
            };
        }
    }

    private static PlantDocument Plant(Random random) => new()
    {
        Site = Site,
        AsOf = Morning,
        WorkCenters = [.. Enumerable.Range(0, 3).Select(number => new WorkCenterSpec { Id = $"WC-{number}" })],
        Suppliers = [new SupplierSpec { Id = "ACME" }],
        Products =
        [
            new ProductSpec
            {
                Id = "PUMP",
                Bom = [new BomLineSpec { Component = "SEAL", Quantity = 2 }],
                Routing = [.. Enumerable.Range(0, 3).Select(number => new RoutingStepSpec { Operation = $"{number + 1}0", WorkCenter = $"WC-{number}", MinutesPerUnit = 1 + random.Next(5) })],
            },
            new ProductSpec { Id = "SEAL", Supplier = "ACME" },
        ],
        Stock = [new StockSpec { Product = "SEAL", OnHand = 300 }],
        PurchaseOrders = [new PurchaseOrderSpec { Id = "PO-7", Supplier = "ACME", Lines = [new PurchaseOrderLineSpec { Line = "1", Product = "SEAL", Quantity = 1_000, Due = Morning.AddDays(1) }] }],
        Orders = [.. Enumerable.Range(1, 40).Select(number => new OrderSpec { Id = $"MO-{number}", Product = "PUMP", Quantity = 5 + random.Next(10), Due = Morning.AddHours(4 * number) })],
    };

    private static CloudEvent Event(string id, DateTimeOffset at, EventData data) => EventReader.Read(EventWriter.Write("/shop", id, at, data)).Event!;
}
