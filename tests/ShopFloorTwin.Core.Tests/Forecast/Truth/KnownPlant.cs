using System.Text;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Forecast.Truth;

/// <summary>
/// A plant made up from a seed that is on time while nothing is wrong: 5 to 40 orders on 2 to 4 levels, work centers with
/// shifts and several units, purchased components. What happens to it is said by events, so that the truth is known.
/// </summary>
internal sealed class KnownPlant
{
    private const int Tries = 12;
    private static readonly string?[] Hours = [Shop.TwoShift, Shop.TwoShift, null];

    private readonly Random _random;
    private readonly List<WorkCenterSpec> _centers = [];
    private readonly List<ProductSpec> _products = [];
    private readonly List<StockSpec> _stock = [];
    private readonly List<PurchaseOrderSpec> _purchases = [];
    private readonly List<OrderSpec> _orders = [];
    private readonly List<List<string>> _made = [];
    private readonly List<string> _bought = [];
    private readonly Dictionary<string, double> _needed = new(StringComparer.Ordinal);

    public KnownPlant(int seed)
    {
        _random = new Random(seed);
        Centers();
        Products();
        for (var (i, finals) = (0, _random.Next(3, 14)); i < finals && _orders.Count < 34; i++)
            Order(_made[^1][_random.Next(_made[^1].Count)], _random.Next(1, 6), Now.AddHours(_random.Next(30, 240)));
        Supplies();
        Running();
        Promise();
    }

    public static DateTimeOffset Now { get; } = DateTimeOffset.Parse("2026-11-02T08:00:00+01:00");

    public IReadOnlyList<WorkCenterSpec> WorkCenters => _centers;
    public IReadOnlyList<OrderSpec> Orders => _orders;
    public IReadOnlyList<PurchaseOrderSpec> Purchases => _purchases;
    public IReadOnlyList<StockSpec> Stock => _stock;
    public ProductSpec Product(string id) => _products.Single(p => p.Id == id);

    /// <summary>Operations that run, with the minutes they have run for.</summary>
    public Dictionary<(string Order, string Operation), double> RunningFor { get; } = [];

    /// <summary>First operations that were done in the last hours, by work center: of which order, from when to when.</summary>
    public Dictionary<string, List<(string Order, string Operation, DateTimeOffset From, DateTimeOffset To)>> Done { get; } = [];

    /// <summary>Late probability and expected lateness by order while nothing is wrong.</summary>
    public IReadOnlyDictionary<string, (double Late, double Minutes)> Calm { get; private set; } = new Dictionary<string, (double, double)>();

    /// <summary>The twins after these events.</summary>
    /// <param name="events">Beside those of the calm plant.</param>
    /// <param name="runningFor">In place of the calm plant's.</param>
    /// <param name="undone">A work center whose work of the last hours was not done.</param>
    public SiteTwins After(IReadOnlyList<KnownEvent> events, IReadOnlyDictionary<(string, string), double>? runningFor = null, string? undone = null)
    {
        var state = new SiteState("lyon");
        var position = 0L;
        state.Apply(new SiteRecord(++position, Now, new CloudEvent
        {
            Source = "test", Id = "plant", Type = "plant.imported.v1", Subject = "site/lyon", Time = Now.AddDays(-3),
            Data = new PlantImportedData(Document()) { Entity = "lyon" }, Body = default,
        }));
        var started = (runningFor ?? RunningFor).Select(run => new KnownEvent(
            $"start-{run.Key.Item1}-{run.Key.Item2}", "operation.started.v1", "order/" + run.Key.Item1, $$"""{"operation":"{{run.Key.Item2}}"}""", Now.AddMinutes(-run.Value)));
        var done = Done.Where(center => center.Key != undone).SelectMany(center => center.Value).SelectMany(work => new[]
        {
            new KnownEvent($"start-{work.Order}-{work.Operation}", "operation.started.v1", "order/" + work.Order, $$"""{"operation":"{{work.Operation}}"}""", work.From),
            new KnownEvent($"end-{work.Order}-{work.Operation}", "operation.completed.v1", "order/" + work.Order, $$"""{"operation":"{{work.Operation}}"}""", work.To),
        });
        foreach (var happening in started.Concat(done).Concat(events))
        {
            var reading = EventReader.Read(Encoding.UTF8.GetBytes(
                $$"""{"specversion":"1.0","id":"{{happening.Id}}","source":"test","type":"{{happening.Type}}","subject":"{{happening.Subject}}","time":"{{happening.Time:o}}","data":{{happening.Data}}}"""));
            Assert.Null(reading.Refusal);
            Assert.Null(state.Check(reading.Event!));
            state.Apply(new SiteRecord(++position, Now, reading.Event!));
        }
        return state.Publish();
    }

    public static SiteForecast Forecast(SiteTwins twins, DateTimeOffset? at = null) => new Forecaster(new ForecastSettings()).Run(twins, at ?? Now);

    private void Centers()
    {
        for (var (w, count) = (0, _random.Next(3, 8)); w < count; w++)
            _centers.Add(new() { Id = $"WC-{w}", Calendar = Hours[_random.Next(3)], Capacity = _random.Next(3) == 0 ? 2 : 1, CostPerHour = 60 });
    }

    private void Products()
    {
        for (var (c, count) = (0, _random.Next(3, 8)); c < count; c++)
        {
            _bought.Add($"C-{c}");
            _products.Add(new() { Id = $"C-{c}", Supplier = $"SUP-{c % 3}", LeadTimeDays = _random.Next(5, 15) });
        }
        for (var (level, levels) = (1, _random.Next(1, 4)); level <= levels; level++)
        {
            _made.Add([]);
            for (var (p, count) = (0, _random.Next(2, 4)); p < count; p++)
            {
                var id = $"P-{level}{(char)('A' + p)}";
                List<BomLineSpec> bom = level == 1 || _random.Next(2) == 0 ? [Line(_bought)] : [];
                if (level > 1)
                    bom.Add(Line(_made[level - 2]));
                _products.Add(new()
                {
                    Id = id,
                    LeadTimeDays = 10,
                    Bom = [.. bom.DistinctBy(line => line.Component)],
                    Routing = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => new RoutingStepSpec
                    {
                        Operation = $"{10 * (i + 1)}", WorkCenter = _centers[_random.Next(_centers.Count)].Id,
                        SetupMinutes = _random.Next(0, 30), MinutesPerUnit = _random.Next(10, 60),
                    })],
                });
                _made[^1].Add(id);
            }
        }
    }

    private BomLineSpec Line(List<string> of) => new() { Component = of[_random.Next(of.Count)], Quantity = _random.Next(1, 3) };

    private void Order(string product, double quantity, DateTimeOffset due)
    {
        var number = _orders.Count;
        _orders.Add(new() { Id = $"MO-{number}", Product = product, Quantity = quantity, Due = due, Value = 100 * quantity });
        foreach (var line in Product(product).Bom)
        {
            if (Product(line.Component).Routing.Count == 0 || _random.Next(5) == 0)
                _needed[line.Component] = _needed.GetValueOrDefault(line.Component) + (line.Quantity * quantity);
            else
                Order(line.Component, line.Quantity * quantity, due.AddHours(-_random.Next(6, 24)));
        }
    }

    private void Supplies()
    {
        foreach (var (product, quantity) in _needed)
        {
            var isBought = Product(product).Routing.Count == 0;
            var onHand = isBought ? Math.Floor(quantity * _random.Next(0, 11) / 10) : quantity;
            _stock.Add(new() { Product = product, OnHand = onHand });
            for (var left = quantity - onHand; left > 0;)
            {
                var part = Math.Min(left, Math.Max(1, Math.Ceiling(quantity * _random.Next(3, 11) / 10)));
                left -= part;
                _purchases.Add(new()
                {
                    Id = $"PO-{_purchases.Count}", Supplier = Product(product).Supplier!,
                    Lines = [new() { Line = "1", Product = product, Quantity = part, Due = Now.AddHours(_random.Next(10, 96)) }],
                });
            }
        }
    }

    // Of orders that have their material, first operations run at some work centers, and were done at others.
    private void Running()
    {
        foreach (var center in _centers)
        {
            var firsts = _orders.Where(o => Product(o.Product).Routing[0].WorkCenter == center.Id
                && Product(o.Product).Bom.All(line => _stock.Any(s => s.Product == line.Component && s.OnHand > 0))).Take(3).ToList();
            if (firsts.Count == 0 || _random.Next(4) == 0)
                continue;
            if (_random.Next(2) == 0)
            {
                RunningFor[(firsts[0].Id, Product(firsts[0].Product).Routing[0].Operation)] = Math.Round(Minutes(firsts[0]) * _random.Next(1, 8) / 10);
                _orders[_orders.IndexOf(firsts[0])] = Supplied(firsts[0]);
                continue;
            }
            if (center.Calendar is not null)
                continue;
            Done[center.Id] = [];
            for (var (i, from) = (0, Now.AddHours(-_random.Next(5, 24))); i < firsts.Count && from < Now.AddMinutes(-30); i++)
            {
                var to = from.AddMinutes(Minutes(firsts[i]));
                if (to > Now.AddMinutes(-10))
                    break;
                Done[center.Id].Add((firsts[i].Id, Product(firsts[i].Product).Routing[0].Operation, from, to));
                _orders[_orders.IndexOf(firsts[i])] = Supplied(firsts[i]) with { PlannedStart = from };
                from = to;
            }
        }
    }

    private OrderSpec Supplied(OrderSpec order) => order with
    {
        Components = [.. Product(order.Product).Bom.Select(line => new OrderComponentSpec
        {
            Product = line.Component, Quantity = line.Quantity * order.Quantity, Consumed = line.Quantity * order.Quantity,
        })],
    };

    public double Minutes(OrderSpec order) => Product(order.Product).Routing[0] is var step ? step.SetupMinutes + (step.MinutesPerUnit * order.Quantity) : 0;

    /// <summary>Moves the due dates until every order is on time with some slack.</summary>
    private void Promise()
    {
        var slack = _orders.ToDictionary(o => o.Id, _ => _random.Next(20, 400));
        for (var i = 0; i < Tries; i++)
        {
            var forecast = Forecast(After([]));
            Calm = forecast.Orders.ToDictionary(o => forecast.Twins.Orders[o.Order].Id, o => (o.LateProbability, o.ExpectedLatenessMinutes));
            if (forecast.Orders.All(o => o.LateProbability <= 0.05))
                break;
            foreach (var late in forecast.Orders.Where(o => o.LateProbability > 0.05))
            {
                var place = _orders.FindIndex(o => o.Id == forecast.Twins.Orders[late.Order].Id);
                _orders[place] = _orders[place] with { Due = late.P95.AddMinutes(slack[_orders[place].Id]) };
            }
        }
    }

    private PlantDocument Document() => new()
    {
        Site = "lyon",
        TimeZone = "Europe/Paris",
        AsOf = Now.AddDays(-3),
        Calendars = [new() { Id = Shop.TwoShift, Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], From = "06:00", To = "22:00" }] }],
        WorkCenters = _centers,
        Products = _products,
        Stock = _stock,
        Suppliers = [.. Enumerable.Range(0, 3).Select(s => new SupplierSpec { Id = $"SUP-{s}", Name = $"Supplier {s}" })],
        PurchaseOrders = _purchases,
        Orders = _orders,
    };
}

/// <summary>An event as it comes over the wire.</summary>
internal sealed record KnownEvent(string Id, string Type, string Subject, string Data, DateTimeOffset Time);
