using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.LoadTests;

/// <summary>
/// Makes plants of any size from a seed: a work center for every 100 orders with one to three units, shift calendars,
/// families of a finished product, its subassembly, that one's made part, and a purchased component at each level.
/// A part of the purchase order lines comes too late for the orders that need them.
/// </summary>
internal sealed class Plants
{
    private const int OperationsPerOrder = 5;
    private const double MeanMinutes = 60;
    private const double LateFamilies = 0.12;
    private static readonly string[] Levels = ["F", "S", "M"];

    private readonly PlantOptions _options;
    private readonly Random _random;
    private readonly List<WorkCenterSpec> _workCenters = [];
    private readonly List<SupplierSpec> _suppliers = [];
    private readonly List<ProductSpec> _products = [];
    private readonly List<StockSpec> _stock = [];
    private readonly List<PurchaseOrderSpec> _purchaseOrders = [];
    private readonly List<OrderSpec> _orders = [];
    private readonly int _families;
    private ILookup<string, OrderSpec> _ordersByProduct = Array.Empty<OrderSpec>().ToLookup(order => order.Product);
    private double _horizonMinutes;

    private Plants(PlantOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _families = Math.Max(4, options.Orders / 50);
    }

    public static PlantDocument Make(PlantOptions options) => new Plants(options).Make();

    private PlantDocument Make()
    {
        MakeWorkCenters();
        for (var s = 0; s < Math.Max(20, _options.Orders / 500); s++)
            _suppliers.Add(new SupplierSpec { Id = $"SUP-{s:000}", Name = $"Supplier {s}" });
        for (var family = 0; family < _families; family++)
            MakeProducts(family);
        MakeOrders();
        _ordersByProduct = _orders.ToLookup(order => order.Product);
        for (var family = 0; family < _families; family++)
            MakeSupply(family);
        return new PlantDocument
        {
            Site = _options.Site,
            Name = $"Load test, {_options.Orders} orders",
            TimeZone = "Europe/Paris",
            AsOf = _options.AsOf,
            Calendars = [Shift("two-shift", "06:00", "22:00"), Shift("day", "07:00", "15:30"), Shift("three-shift", "06:00", "06:00")],
            WorkCenters = _workCenters,
            Suppliers = _suppliers,
            Products = _products,
            Stock = _stock,
            PurchaseOrders = _purchaseOrders,
            Orders = _orders,
        };
    }

    private static CalendarSpec Shift(string id, string from, string to) =>
        new() { Id = id, Weekly = [new WeeklyHoursSpec { Days = ["mon", "tue", "wed", "thu", "fri"], From = from, To = to }] };

    private void MakeWorkCenters()
    {
        var weeklyMinutes = 0.0;
        for (var w = 0; w < Math.Max(5, _options.Orders / 100); w++)
        {
            var capacity = _random.NextDouble() switch { < 0.7 => 1, < 0.9 => 2, _ => 3 };
            var (calendar, hours) = _random.NextDouble() switch { < 0.8 => ("two-shift", 80), < 0.9 => ("day", 42.5), _ => ("three-shift", 120.0) };
            weeklyMinutes += hours * 60 * capacity;
            _workCenters.Add(new WorkCenterSpec { Id = $"WC-{w:0000}", Name = $"Work center {w}", Calendar = calendar, Capacity = capacity, CostPerHour = 60 });
        }
        var work = _options.Orders * OperationsPerOrder * MeanMinutes;
        _horizonMinutes = work / weeklyMinutes * 7 * 24 * 60 / _options.Load;
    }

    private void MakeProducts(int family)
    {
        for (var level = 0; level < Levels.Length; level++)
        {
            var purchased = $"C{level}-{family:00000}";
            _products.Add(new ProductSpec { Id = purchased, Cost = 4, Supplier = SupplierOf(family), LeadTimeDays = 10 });
            var bom = new List<BomLineSpec> { new() { Component = purchased, Quantity = 2 } };
            if (level + 1 < Levels.Length)
                bom.Add(new BomLineSpec { Component = $"{Levels[level + 1]}-{family:00000}", Quantity = 1 });
            _products.Add(new ProductSpec { Id = $"{Levels[level]}-{family:00000}", Cost = 40 * (3 - level), Bom = bom, Routing = Routing() });
        }
    }

    private List<RoutingStepSpec> Routing()
    {
        var steps = new List<RoutingStepSpec>();
        for (var step = 1; step <= OperationsPerOrder; step++)
        {
            // A quantity is 50 in the mean: the minutes of an order's operation are about MeanMinutes.
            var minutesPerUnit = MeanMinutes / 50 * (0.5 + _random.NextDouble()) * 0.8;
            steps.Add(new RoutingStepSpec { Operation = $"{step}0", WorkCenter = WorkCenterByLoad(), SetupMinutes = MeanMinutes * 0.2, MinutesPerUnit = minutesPerUnit });
        }
        return steps;
    }

    // Work goes where the capacity is.
    private string WorkCenterByLoad()
    {
        while (true)
        {
            var candidate = _workCenters[_random.Next(_workCenters.Count)];
            var weight = candidate.Capacity * candidate.Calendar switch { "day" => 42.5, "two-shift" => 80, _ => 120 };
            if (_random.NextDouble() * 360 < weight)
                return candidate.Id;
        }
    }

    private void MakeOrders()
    {
        for (var o = 0; o < _options.Orders; o++)
        {
            var level = (o % 10) switch { < 6 => 0, < 8 => 1, _ => 2 };
            // Parts are needed before what they go into: the first quarter of the horizon, then the first half.
            var share = level switch { 0 => 0.1 + 0.9 * _random.NextDouble(), 1 => 0.05 + 0.7 * _random.NextDouble(), _ => 0.05 + 0.5 * _random.NextDouble() };
            var due = _options.AsOf.AddMinutes(Math.Floor(FlowMinutes + share * _horizonMinutes));
            _orders.Add(new OrderSpec
            {
                Id = $"MO-{o:000000}",
                Product = $"{Levels[level]}-{_random.Next(_families):00000}",
                Quantity = _random.Next(20, 81),
                State = OrderState.Confirmed,
                Priority = _random.NextDouble() < 0.05 ? 1 : 0,
                Customer = $"Customer {_random.Next(200)}",
                Value = _random.Next(1_000, 50_000),
                Due = due,
                PlannedStart = due.AddDays(-7),
                PlannedFinish = due.AddDays(-1),
            });
        }
    }

    /// <summary>An order's way through five queues, whatever the load.</summary>
    private const double FlowMinutes = 4 * 24 * 60;

    private void MakeSupply(int family)
    {
        var isLate = _random.NextDouble() < LateFamilies;
        for (var level = 0; level < Levels.Length; level++)
        {
            var made = $"{Levels[level]}-{family:00000}";
            var users = _ordersByProduct[made].ToList();
            var demand = users.Sum(order => order.Quantity) * 2;
            if (level > 0)
                _stock.Add(new StockSpec { Product = made, OnHand = 4_000 });
            var onHand = Math.Floor(demand * 0.4);
            _stock.Add(new StockSpec { Product = $"C{level}-{family:00000}", OnHand = onHand });
            if (users.Count > 0)
                Order(family, level, Math.Ceiling((demand - onHand) / 2), users, isLate && level == 0);
        }
    }

    private void Order(int family, int level, double quantity, List<OrderSpec> users, bool isLate)
    {
        var dues = users.Select(order => order.Due!.Value).Order().ToList();
        for (var line = 0; line < 2; line++)
        {
            var needed = dues[Math.Min(dues.Count - 1, (int)(dues.Count * (0.35 + 0.3 * line)))].AddMinutes(-FlowMinutes);
            var arrival = isLate ? needed.AddDays(6) : needed.AddDays(-8);
            arrival = arrival < _options.AsOf.AddHours(12) ? _options.AsOf.AddHours(12) : arrival;
            _purchaseOrders.Add(new PurchaseOrderSpec
            {
                Id = $"PO-{family:00000}-{level}{line}",
                Supplier = SupplierOf(family),
                Lines = [new PurchaseOrderLineSpec { Line = "1", Product = $"C{level}-{family:00000}", Quantity = quantity, Due = arrival, Confirmed = arrival }],
            });
        }
    }

    private string SupplierOf(int family) => _suppliers[family % _suppliers.Count].Id;
}
