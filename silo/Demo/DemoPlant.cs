using System.Globalization;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>
/// The demonstration plant: a maker of industrial gearboxes near Lyon with a few hundred open orders.
/// The same seed and time give the same document.
/// </summary>
public static class DemoPlant
{
    /// <summary>The site's id.</summary>
    public const string Site = "demo";

    internal const double FirstDueWorkingDays = 4;
    private const double DueSpacingWorkingDays = 0.62;
    private const int OpenOrders = 265;
    private const double EagerShare = 0.12;

    /// <summary>The plant as of <paramref name="now"/>, with orders under way.</summary>
    public static PlantDocument Create(ulong seed, DateTimeOffset now)
    {
        now = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var random = RandomOf(seed);
        var (orders, fromStock) = Orders(now, random);
        var open = orders.Where(o => o.Finish > now).ToList();
        var progress = new DemoProgress(now, random);
        var factors = DemoCycleTimes.Factors(open, progress, now, open.Max(o => o.Due));
        var routings = DemoCatalog.Products.ToDictionary(p => p.Id, p => DemoCycleTimes.Routing(p, factors), StringComparer.Ordinal);
        var supply = new DemoSupply(now, random);
        orders.ForEach(supply.Add);
        fromStock.ForEach(supply.Add);
        return new PlantDocument
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
        Components = order.Start > now ? null
            : [.. order.Product.Bom.Select(line => new OrderComponentSpec { Product = line.Component, Quantity = line.Quantity * order.Quantity, Consumed = line.Quantity * order.Quantity })],
    };

    internal static Random RandomOf(ulong seed) => new(unchecked((int)(seed ^ (seed >> 32))));

    private static (List<DemoOrder> Orders, List<DemoStockUse> FromStock) Orders(DateTimeOffset now, Random random)
    {
        var orders = new List<DemoOrder>();
        var fromStock = new List<DemoStockUse>();
        var number = 1001;
        for (var family = 0; orders.Count(o => o.Finish > now) < OpenOrders; family++)
        {
            var planned = DemoHours.AtHour(DemoHours.AddWorkingDays(now, FirstDueWorkingDays + family * DueSpacingWorkingDays), 16);
            var due = random.NextDouble() < EagerShare ? DemoHours.AddWorkingDays(planned, -2 - random.Next(3)) : DemoHours.AddWorkingDays(planned, random.Next(3));
            var (made, used) = DemoFamilies.Of(
                DemoCatalog.FinishedGoods[random.Next(DemoCatalog.FinishedGoods.Count)], 8 + 2 * random.Next(16), planned, due,
                DemoCatalog.Customers[random.Next(DemoCatalog.Customers.Count)], random.NextDouble() < 0.1 ? 1 : 0,
                () => $"MO-{(number++).ToString(CultureInfo.InvariantCulture)}", random);
            orders.AddRange(made);
            fromStock.AddRange(used);
        }
        return (orders, fromStock);
    }

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
