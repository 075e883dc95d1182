using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>
/// Makes a whole plant from a seed: calendars, work centers of one to three units, made products on up to three levels with
/// routings that branch, bought components, suppliers, orders with their parts' orders and purchases; and the truth behind it.
/// </summary>
public sealed partial class RandomPlant
{
    private const double MinutesPerDay = 1440;

    /// <summary>A Monday morning.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 5, 0, 0, TimeSpan.Zero);

    private static readonly (string Id, string From, string To, string[] Days, double HoursPerWeek)[] Shifts =
    [
        ("two-shift", "06:00", "22:00", ["mon", "tue", "wed", "thu", "fri"], 80),
        ("day", "07:00", "15:30", ["mon", "tue", "wed", "thu", "fri"], 42.5),
        ("around-the-clock", "00:00", "24:00", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 168),
    ];

    private readonly SimulationOptions _options;
    private readonly Chance _chance;
    private readonly List<WorkCenterSpec> _centers = [];
    private readonly Dictionary<string, double> _hoursPerWeek = new(StringComparer.Ordinal);
    private readonly List<SupplierSpec> _suppliers = [];
    private readonly List<ProductSpec> _products = [];
    private readonly Dictionary<string, int> _level = new(StringComparer.Ordinal);

    private RandomPlant(SimulationOptions options) => (_options, _chance) = (options, new Chance(options.Seed).Of("plant"));

    /// <exception cref="ArgumentException">The options make no plant.</exception>
    public static SimulatedSite Make(SimulationOptions options) =>
        options.Problem() is { } problem ? throw new ArgumentException(problem, nameof(options)) : new RandomPlant(options).Make();

    private SimulatedSite Make()
    {
        MakeCenters();
        for (var s = 1; s <= Math.Max(3, _options.Products); s++)
            _suppliers.Add(new SupplierSpec { Id = $"SUP-{s:00}", Name = $"Supplier {s}" });
        for (var p = 1; p <= _options.Products; p++)
            MakeProduct(p, 0);
        ScaleToLoad();
        MakeOrders();
        return new SimulatedSite
        {
            Plant = new PlantDocument
            {
                Site = _options.Site,
                Name = string.Create(CultureInfo.InvariantCulture, $"Simulated plant, seed {_options.Seed}"),
                TimeZone = "Europe/Paris",
                AsOf = Start,
                Calendars = [.. Shifts.Select(shift => new CalendarSpec { Id = shift.Id, Weekly = [new WeeklyHoursSpec { Days = shift.Days, From = shift.From, To = shift.To }] })],
                WorkCenters = _centers,
                Suppliers = _suppliers,
                Products = _products,
                Stock = Stock(),
            },
            Truth = Truth(),
            Later = _orders,
            Purchases = _purchases,
        };
    }

    private void MakeCenters()
    {
        for (var w = 1; w <= _options.WorkCenters; w++)
        {
            var capacity = _chance.Uniform() switch { < 0.6 => 1, < 0.85 => 2, _ => 3 };
            var shift = Shifts[_chance.Uniform() switch { < 0.7 => 0, < 0.85 => 1, _ => 2 }];
            var center = new WorkCenterSpec { Id = $"WC-{w:00}", Name = $"Work center {w}", Calendar = shift.Id, Capacity = capacity, CostPerHour = 60 };
            _centers.Add(center);
            _hoursPerWeek[center.Id] = shift.HoursPerWeek;
        }
    }

    private string MakeProduct(int number, int level)
    {
        var id = $"{"FSP"[level]}-{number:000}";
        var bought = $"C{level}-{number:000}";
        _products.Add(new ProductSpec
        {
            Id = bought, Cost = 5, Supplier = _chance.OneOf(_suppliers).Id, LeadTimeDays = _chance.Whole(3, 9),
        });
        List<BomLineSpec> bom = [new() { Component = bought, Quantity = _chance.Whole(1, 4) }];
        if (level + 1 < _options.Levels)
            bom.Add(new BomLineSpec { Component = MakeProduct(number, level + 1), Quantity = 1 });
        _level[id] = level;
        _products.Add(new ProductSpec { Id = id, Cost = 100.0 / (level + 1), Bom = bom, Routing = Routing() });
        return id;
    }

    private List<RoutingStepSpec> Routing()
    {
        var steps = new List<RoutingStepSpec>();
        var count = _chance.Whole(2, 6);
        for (var s = 1; s <= count; s++)
        {
            // A branch: this step waits for the one before the last, the next one for both.
            var isBeside = s > 2 && s < count && steps[^1].After is not { Count: 2 } && _chance.Happens(0.2);
            var isJoin = s > 2 && steps.Count > 2 && steps[^1].After?[0] is { } fork && fork == steps[^2].After?.FirstOrDefault();
            steps.Add(new RoutingStepSpec
            {
                Operation = $"{s}0",
                WorkCenter = _chance.OneOf(_centers).Id,
                SetupMinutes = Math.Round(_chance.Uniform(0.5, 2), 2),
                MinutesPerUnit = Math.Round(_chance.Uniform(0.2, 1), 3),
                After = s == 1 ? [] : isJoin ? [steps[^2].Operation, steps[^1].Operation] : isBeside ? [steps[^2].Operation] : [steps[^1].Operation],
            });
        }
        return steps;
    }

    private static int MeanQuantity => 30;

    /// <summary>Minutes are scaled so that the busiest work center is as busy as was asked for.</summary>
    private void ScaleToLoad()
    {
        var work = _centers.ToDictionary(center => center.Id, _ => 0.0, StringComparer.Ordinal);
        foreach (var step in _products.SelectMany(product => product.Routing))
            work[step.WorkCenter] += (step.SetupMinutes + step.MinutesPerUnit * MeanQuantity) * _options.Orders / _options.Products;
        var open = _centers.ToDictionary(center => center.Id, center => _hoursPerWeek[center.Id] * 60 * center.Capacity * _options.Days / 7.0, StringComparer.Ordinal);
        var busiest = work.Max(one => one.Value / open[one.Key]);
        var scale = _options.Load / busiest;
        for (var p = 0; p < _products.Count; p++)
        {
            _products[p] = _products[p] with
            {
                Routing = [.. _products[p].Routing.Select(step => step with { SetupMinutes = Math.Round(step.SetupMinutes * scale, 2), MinutesPerUnit = Math.Round(step.MinutesPerUnit * scale, 3) })],
            };
        }
    }
}
