using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios;

/// <summary>
/// A plant made up from a seed and some days of what happened there: deliveries, holds, breakdowns, changes, work that began and ended.
/// Every fourth has taken enough orders for forecasts to look at many futures.
/// </summary>
internal sealed class RandomFloor
{
    private const string Site = "random";
    private static readonly DateTimeOffset Monday = DateTimeOffset.Parse("2026-11-02T07:00:00Z");

    private readonly Random _random;
    private readonly List<CloudEvent> _events = [];

    public RandomFloor(int seed)
    {
        _random = new Random(seed);
        Plant = Document();
        Now = Monday.AddDays(seed % 4 == 0 ? 7 : 1).AddMinutes(_random.Next(600));
        Happen(seed % 4 == 0 ? 26 : 2);
    }

    public PlantDocument Plant { get; }
    public DateTimeOffset Now { get; }

    /// <summary>The site after all that, anew.</summary>
    public SiteState State()
    {
        var state = new SiteState(Site);
        Apply(state, Imported(Plant));
        foreach (var @event in _events.OrderBy(one => one.Time))
        {
            if (state.Check(@event) is null)
                Apply(state, @event);
        }
        return state;
    }

    public static void Apply(SiteState state, CloudEvent @event) => state.Apply(new SiteRecord(state.Position + 1, @event.Time, @event));

    /// <summary>The document taken anew, as of when it was: what has happened since stays.</summary>
    public static CloudEvent Imported(PlantDocument plant) => new()
    {
        Source = "erp", Id = "plant", Type = "plant.imported.v1", Subject = $"site/{Site}", Time = Monday,
        Data = new PlantImportedData(plant) { Entity = Site }, Body = default,
    };

    private PlantDocument Document() => new()
    {
        Site = Site,
        TimeZone = "Europe/Paris",
        AsOf = Monday,
        Calendars =
        [
            new() { Id = Shop.TwoShift, Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "22:00" }] },
            new() { Id = "day", Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "08:00", To = "16:30" }], Exceptions = [new() { Date = "2026-11-11", Closed = true }] },
        ],
        WorkCenters = [.. Enumerable.Range(0, 5).Select(w => new WorkCenterSpec
        {
            Id = $"WC-{w}", Calendar = w switch { 0 => null, 4 => "day", _ => Shop.TwoShift }, Capacity = 1 + (w % 2), Efficiency = w == 2 ? 0.8 : 1,
            CostPerHour = 40 + (10 * w), Alternatives = w < 4 ? [$"WC-{w + 1}"] : [],
        })],
        Suppliers = [new() { Id = "ACME" }, new() { Id = "BOLT" }],
        Products =
        [
            .. Enumerable.Range(0, 6).Select(c => new ProductSpec { Id = $"C-{c}", Supplier = c % 2 == 0 ? "ACME" : "BOLT", LeadTimeDays = 4 + c, Cost = 2 + c }),
            .. Enumerable.Range(0, 5).Select(Made),
        ],
        Stock = [.. Enumerable.Range(0, 6).Select(c => new StockSpec { Product = $"C-{c}", OnHand = 10 + _random.Next(60), OnHold = c == 1 ? 10 : 0 })],
        PurchaseOrders = [.. Enumerable.Range(0, 10).Select(p => new PurchaseOrderSpec
        {
            Id = $"PO-{p}", Supplier = p % 2 == 0 ? "ACME" : "BOLT",
            Lines = [new() { Line = "1", Product = $"C-{(p % 2) + (2 * _random.Next(3))}", Quantity = 20 + _random.Next(40), Due = Monday.AddHours(12 + _random.Next(240)) }],
        })],
        Orders = [.. Enumerable.Range(0, 16).Select(o => Order($"MO-{o}", Monday))],
    };

    // P-3 and P-4 are made of P-0 and P-1.
    private ProductSpec Made(int number) => new()
    {
        Id = $"P-{number}",
        Cost = 50 + (number * 10),
        Bom = number >= 3
            ? [new() { Component = $"P-{number - 3}", Quantity = 1 }, new() { Component = $"C-{number}", Quantity = 2 }]
            : [new() { Component = $"C-{number}", Quantity = 1 }, new() { Component = $"C-{number + 3}", Quantity = 2 }],
        Routing = [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(i => new RoutingStepSpec
        {
            Operation = $"{10 * (i + 1)}", WorkCenter = $"WC-{_random.Next(5)}", SetupMinutes = 10 * _random.Next(3), MinutesPerUnit = 4 + _random.Next(20),
        })],
    };

    public OrderSpec Order(string id, DateTimeOffset from) => new()
    {
        Id = id,
        Product = $"P-{_random.Next(5)}",
        Quantity = 2 + _random.Next(20),
        Priority = _random.Next(8) == 0 ? 1 : 0,
        Value = 1_000 * _random.Next(1, 20),
        Due = from.AddHours(20 + _random.Next(200)),
        PlannedFinish = from.AddHours(40 + _random.Next(100)),
    };

    private void Happen(int released)
    {
        var (minutes, number) = ((Now - Monday).TotalMinutes, 0);
        DateTimeOffset At(double share) => Monday.AddMinutes(Math.Round(1 + (Math.Min(1, share) * (minutes - 2))));
        void Say(double share, string subject, EventData data) => _events.Add(new CloudEvent
        {
            Source = "floor", Id = $"e-{++number}", Type = data.GetType().Name, Subject = $"{subject}/{data.Entity}", Time = At(share), Data = data, Body = default,
        });
        for (var r = 0; r < released; r++)
            Say((r + 0.5) / released, "order", new OrderReleasedData(Order($"RO-{r}", At((r + 0.5) / released))) { Entity = $"RO-{r}" });
        for (var o = 0; o < 16; o++)
        {
            var start = _random.NextDouble();
            if (_random.Next(2) == 0)
                continue;
            Say(start, "order", new OperationReportData(OperationReport.Started, "10", null, null, null) { Entity = $"MO-{o}" });
            if (_random.Next(2) == 0)
                Say(start + (0.3 * (1 - start)), "order", new OperationReportData(OperationReport.Paused, "10", null, 1, null) { Entity = $"MO-{o}" });
            if (_random.Next(2) == 0)
                Say(start + (0.5 * (1 - start)), "order", new OperationReportData(OperationReport.Completed, "10", null, null, 1) { Entity = $"MO-{o}" });
        }
        // Short orders that come and go at every work center teach how long work waits.
        for (var d = 0; d < 2 * released; d++)
        {
            var from = (d + 0.1) / (2 * released);
            var done = new OrderSpec { Id = $"DO-{d}", Product = "P-0", Quantity = 1, Components = [], Operations = [new() { Operation = "1", WorkCenter = $"WC-{d % 5}", PlannedMinutes = 10 }, new() { Operation = "2", WorkCenter = $"WC-{(d + 1) % 5}", PlannedMinutes = 20 }] };
            Say(from, "order", new OrderReleasedData(done) { Entity = done.Id });
            Say(from + (0.1 / released), "order", new OperationReportData(OperationReport.Started, "1", null, null, null) { Entity = done.Id });
            Say(from + (0.15 / released), "order", new OperationReportData(OperationReport.Completed, "1", null, null, null) { Entity = done.Id });
            Say(from + (0.25 / released), "order", new OperationReportData(OperationReport.Started, "2", null, null, null) { Entity = done.Id });
            if (d % 7 > 0)
                Say(from + (0.3 / released), "order", new OperationReportData(OperationReport.Completed, "2", null, null, null) { Entity = done.Id });
        }
        for (var i = 0; i < 3; i++)
        {
            var order = $"MO-{_random.Next(16)}";
            Say(_random.NextDouble(), "order", new QualityHoldData(QualitySubject.Order, "bore", null, null) { Entity = order });
            Say(_random.NextDouble(), "order", new OrderChangedData(new OrderChange { Priority = _random.Next(3), Quantity = 3 + _random.Next(9) }) { Entity = $"MO-{_random.Next(16)}" });
            Say(_random.NextDouble(), "purchase-order", new SupplierDelayedData("1", Monday.AddHours(100 + _random.Next(200)), "furnace") { Entity = $"PO-{_random.Next(10)}" });
            Say(_random.NextDouble(), "component", new StockReceivedData(5, $"PO-{_random.Next(10)}", "1") { Entity = $"C-{_random.Next(6)}" });
            Say(_random.NextDouble(), "component", new QualityHoldData(QualitySubject.Component, "crack", "L1", 4) { Entity = $"C-{_random.Next(6)}" });
        }
        Say(0.9, "work-center", new MachineStateData(MachineState.Aborted, null, "tool", null) { Entity = $"WC-{_random.Next(5)}" });
        Say(0.5, "work-center", new MaintenancePlannedData(Now.AddHours(5), Now.AddHours(9), "oil") { Entity = $"WC-{_random.Next(5)}" });
        Say(0.6, "purchase-order", new SupplierShippedData("ASN-1", Now.AddHours(30), [new ShippedLine("1", 10)]) { Entity = $"PO-{_random.Next(10)}" });
    }
}
