using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

// Orders of customers, of their parts, and what is bought for them.
public sealed partial class RandomPlant
{
    private readonly List<LaterOrder> _orders = [];
    private readonly List<LaterPurchase> _purchases = [];
    private readonly Dictionary<string, double> _stock = new(StringComparer.Ordinal);

    private IReadOnlyList<StockSpec> Stock() => [.. _products.Select(product => new StockSpec { Product = product.Id, OnHand = _stock.GetValueOrDefault(product.Id) })];

    private void MakeOrders()
    {
        var releases = new List<double>();
        for (var o = 0; o < _options.Orders; o++)
            releases.Add(Math.Floor(_chance.Uniform(0, _options.Days * MinutesPerDay)));
        releases.Sort();
        for (var o = 0; o < releases.Count; o++)
        {
            var number = _chance.Whole(1, _options.Products + 1);
            var product = _products.Find(one => one.Id == $"F-{number:000}")!;
            var quantity = _chance.Whole(10, 2 * MeanQuantity - 9);
            var priority = _chance.Happens(0.08) ? 1 : 0;
            Order($"MO-{o + 1:0000}", product, quantity, priority, releases[o], null);
        }
    }

    /// <summary>An order with those of its parts, and when it is planned to be done.</summary>
    private double Order(string id, ProductSpec product, double quantity, int priority, double release, string? customerOf)
    {
        var start = release + MinutesPerDay / 4;
        foreach (var line in product.Bom)
        {
            var component = _products.Find(one => one.Id == line.Component)!;
            var needed = line.Quantity * quantity;
            // Parts are made with an allowance for what is spoilt in them.
            var arrives = component.Routing.Count > 0
                ? Order($"{id}-{"FSP"[_level[component.Id]]}", component, Math.Ceiling(needed * (1 + _options.ScrapRate * component.Routing.Count)), priority, release, id)
                : Buy(id, component, needed, release);
            start = Math.Max(start, arrives);
        }
        var planned = start + Lead(product, quantity);
        var due = customerOf is null ? release + (planned - release) * _options.Tightness * _chance.Uniform(0.75, 1.25) : planned;
        _orders.Add(new LaterOrder(release, new OrderSpec
        {
            Id = id,
            Product = product.Id,
            Quantity = quantity,
            Priority = priority,
            Customer = customerOf is null ? $"Customer {_chance.Whole(1, 20)}" : null,
            Value = customerOf is null ? Math.Round(quantity * 150) : null,
            Due = At(due),
            PlannedStart = At(start),
            PlannedFinish = At(planned),
        }));
        return planned;
    }

    /// <summary>Planned minutes around the clock: its longest chain of work, stretched by the hours that are open and by waiting.</summary>
    private double Lead(ProductSpec product, double quantity)
    {
        var chain = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var step in product.Routing)
        {
            var minutes = (step.SetupMinutes + step.MinutesPerUnit * quantity) * 168 / _hoursPerWeek[step.WorkCenter];
            chain[step.Operation] = minutes + (step.After is { Count: > 0 } after ? after.Max(one => chain[one]) : 0);
        }
        return chain.Values.Max() * _options.FlowFactor;
    }

    /// <summary>When it is there: bought for the order with a date, or in stock.</summary>
    private double Buy(string order, ProductSpec component, double quantity, double release)
    {
        if (!_chance.Happens(_options.BoughtShare))
        {
            _stock[component.Id] = _stock.GetValueOrDefault(component.Id) + quantity;
            return release;
        }
        var due = Math.Floor(release + component.LeadTimeDays!.Value * MinutesPerDay);
        _purchases.Add(new LaterPurchase(release, new PurchaseOrderSpec
        {
            Id = $"PO-{order}-{component.Id}",
            Supplier = component.Supplier!,
            Lines = [new PurchaseOrderLineSpec { Line = "1", Product = component.Id, Quantity = quantity, Due = At(due) }],
        }));
        return due;
    }

    private static DateTimeOffset At(double minutes) => Start.AddMinutes(Math.Floor(minutes));

    private KnownTruth Truth()
    {
        var chance = _chance.Of("truth");
        return new KnownTruth
        {
            Seed = _options.Seed,
            Discipline = _options.Discipline,
            Durations =
            [
                .. from product in _products
                   from step in product.Routing
                   select new DurationTruth(
                       product.Id, step.Operation, step.WorkCenter,
                       new Distribution(DistributionKind.LogNormal, chance.LogNormal(1, _options.BiasSigma), _options.DurationSigma),
                       _options.ScrapRate * chance.Exponential(1)),
            ],
            Outages =
            [
                .. _centers.Where(_ => !double.IsInfinity(_options.HoursBetweenFailures)).Select(center => new OutageTruth(
                    center.Id, OutageClock.Work,
                    new Distribution(DistributionKind.Exponential, 60 * _options.HoursBetweenFailures * chance.Uniform(0.5, 2)),
                    new Distribution(DistributionKind.LogNormal, _options.RepairMedianMinutes * chance.Uniform(0.5, 2), _options.RepairSigma), "breakdown")),
            ],
            Suppliers =
            [
                .. _suppliers.Select(supplier => new SupplierTruth(
                    supplier.Id, _options.EarlyShare, 1, _options.LateShare == 0 ? 0 : Math.Min(0.9, _options.LateShare * Spread(chance)),
                    _options.MeanLateDays * Spread(chance), _options.WarningProbability)),
            ],
            HoldProbability = _options.HoldProbability,
            HoldMinutes = new Distribution(DistributionKind.LogNormal, MinutesPerDay, 0.8),
            TransportMinutes = _options.TransportMinutes > 0
                ? new Distribution(DistributionKind.Exponential, _options.TransportMinutes)
                : Distribution.None,
        };
    }

    // Entities differ; where the plan is to be exact they do not.
    private double Spread(Chance chance) => _options.BiasSigma == 0 ? 1 : chance.Uniform(0.3, 1.7);
}
