using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>
/// The demonstration plant: a maker of industrial gearboxes near Lyon with a few hundred open orders.
/// The same seed and time give the same document and the same events.
/// </summary>
public static class DemoPlant
{
    /// <summary>The site's id.</summary>
    public const string Site = "demo";

    /// <summary>The plant as of <paramref name="now"/>, with orders under way.</summary>
    public static PlantDocument Create(ulong seed, DateTimeOffset now) => Make(seed, now).Plant;

    /// <summary>
    /// The trouble the demonstration opens with, for the plant of the same seed and time: late suppliers, a breakdown, holds,
    /// scrap, a count that finds too little, a planned stop. Posted behind the document through the same intake as everything.
    /// </summary>
    public static IReadOnlyList<CloudEvent> OpeningEvents(ulong seed, DateTimeOffset now)
    {
        var (plant, book) = Make(seed, now);
        return new DemoOpening(plant, book).Events();
    }

    /// <summary>An order as the document and a release carry it.</summary>
    internal static OrderSpec Spec(DemoOrder order, DateTimeOffset now, IReadOnlyList<OperationSpec>? operations = null) => new()
    {
        Id = order.Id,
        Product = order.Product.Id,
        Quantity = order.Quantity,
        State = operations is null ? OrderState.Confirmed : OrderState.InProgress,
        Priority = order.Priority,
        Customer = order.Customer,
        Value = order.Customer is null ? null : Math.Round(order.Product.Cost * order.Quantity * 1.45),
        Due = order.Due,
        PlannedStart = order.Start,
        PlannedFinish = order.Finish,
        Operations = operations,
        Components = order.Start > now ? null : [.. order.Product.Bom.Select(line => Consumed(line.Component, line.Quantity * order.Quantity))],
    };

    internal static Random RandomOf(ulong seed) => new(unchecked((int)(seed ^ (seed >> 32))));

    private static (PlantDocument Plant, DemoOrderBook Book) Make(ulong seed, DateTimeOffset at)
    {
        var now = new DateTimeOffset(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var random = RandomOf(seed);
        var book = new DemoOrderBook(now, random);
        var open = book.Orders.Where(o => o.Finish > now).ToList();
        var progress = new DemoProgress(now, random);
        var factors = DemoCycleTimes.Factors(open, progress, now, open.Max(o => o.Due));
        var routings = DemoCatalog.Products.ToDictionary(p => p.Id, p => DemoCycleTimes.Routing(p, factors), StringComparer.Ordinal);
        var supply = new DemoSupply(now, random);
        book.Orders.ForEach(supply.Add);
        book.FromStock.ForEach(supply.Add);
        var plant = new PlantDocument
        {
            Site = Site,
            Name = "Réducteurs du Rhône",
            TimeZone = DemoHours.TimeZone,
            Currency = "EUR",
            AsOf = now,
            Calendars = Calendars(),
            WorkCenters = [.. DemoCatalog.WorkCenters.Select(Spec)],
            Suppliers = DemoCatalog.Suppliers,
            Products = [.. DemoCatalog.Products.Select(p => Spec(p, routings[p.Id]))],
            Stock = supply.StockLevels(),
            PurchaseOrders = supply.PurchaseOrders(),
            Orders = [.. open.Select(o => Spec(o, now, progress.Operations(o, routings[o.Product.Id])))],
        };
        return (plant, book);
    }

    private static OrderComponentSpec Consumed(string product, double quantity) => new() { Product = product, Quantity = quantity, Consumed = quantity };

    private static WorkCenterSpec Spec(DemoWorkCenter workCenter) => new()
    {
        Id = workCenter.Id,
        Name = workCenter.Name,
        Calendar = workCenter.Calendar,
        Capacity = workCenter.Capacity,
        Efficiency = workCenter.Efficiency,
        CostPerHour = workCenter.CostPerHour,
        Alternatives = workCenter.Alternative is null ? [] : [workCenter.Alternative],
    };

    private static ProductSpec Spec(DemoProduct product, IReadOnlyList<RoutingStepSpec> routing) => new()
    {
        Id = product.Id,
        Name = product.Name,
        Unit = product.Unit,
        Cost = product.Cost,
        Bom = [.. product.Bom.Select(line => new BomLineSpec { Component = line.Component, Quantity = line.Quantity })],
        Routing = routing,
        Supplier = product.Supplier,
        LeadTimeDays = product.IsMade ? null : product.LeadTimeDays,
    };

    private static IReadOnlyList<CalendarSpec> Calendars() =>
    [
        new() { Id = DemoHours.TwoShift, Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "22:00" }] },
        new() { Id = DemoHours.AroundTheClock, Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], From = "00:00", To = "24:00" }] },
    ];
}
