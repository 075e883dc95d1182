using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

// What suppliers bring, and what is ordered again when too little was made.
public sealed partial class FloorSimulation
{
    // A late line is told of this many days before it is due.
    private const double WarningDays = 1.5;
    private const double MinutesPerDay = 1440;

    private readonly Dictionary<string, SupplierTruth> _suppliers = new(StringComparer.Ordinal);
    private int _madeUp;

    private sealed record ExpectedLine(string Purchase, PurchaseOrderLineSpec Line, double Arrives);

    private void Expect(PurchaseOrderSpec purchase, double orderedAt)
    {
        if (_suppliers.Count == 0)
        {
            foreach (var one in _site.Truth.Suppliers)
                _suppliers[one.Supplier] = one;
        }
        var truth = _suppliers.GetValueOrDefault(purchase.Supplier) ?? new SupplierTruth(purchase.Supplier, 0, 0, 0, 0, 0);
        foreach (var line in purchase.Lines)
        {
            var luck = _chance.Of($"supply/{purchase.Id}/{line.Line}");
            var due = line.Due is { } date ? Minutes(date) : orderedAt;
            var (chance, days) = (luck.Uniform(), luck.Exponential(1));
            var late = chance < truth.LateProbability ? days * truth.MeanLateDays
                : chance > 1 - truth.EarlyProbability ? -days * truth.MeanEarlyDays : 0;
            var expected = new ExpectedLine(purchase.Id, line, Math.Max(orderedAt + 1, due + late * MinutesPerDay));
            Note(expected.Arrives, new Happening(Kind.Received, expected));
            var warned = Math.Max(orderedAt + 1, due - WarningDays * MinutesPerDay);
            if (late > 0.5 && luck.Happens(truth.WarningProbability) && warned < expected.Arrives)
                Note(warned, new Happening(Kind.Warned, expected));
        }
    }

    private void Warn(ExpectedLine expected) =>
        Say(new SupplierDelayedData(expected.Line.Line, _stream.At(expected.Arrives), "late") { Entity = expected.Purchase });

    private void Receive(ExpectedLine expected)
    {
        Say(new StockReceivedData(expected.Line.Quantity, expected.Purchase, expected.Line.Line) { Entity = expected.Line.Product });
        Begin(_stock.Receive(expected.Line.Product, expected.Line.Quantity));
    }

    /// <summary>What scrap left short is made again, urgently, with material bought for it.</summary>
    private void MakeUpFor(string product)
    {
        var missing = Math.Ceiling(_stock.Lacking(product) - _inWork.GetValueOrDefault(product) - 1e-6);
        if (missing <= 0 || !_products.TryGetValue(product, out var spec) || spec.Routing.Count == 0)
            return;
        var number = ++_madeUp;
        foreach (var line in spec.Bom)
        {
            if (_products.GetValueOrDefault(line.Component) is not { Routing.Count: 0 } bought)
                continue;
            var due = _now + (bought.LeadTimeDays ?? 1) * MinutesPerDay;
            var purchase = new PurchaseOrderSpec
            {
                Id = $"PO-AGAIN-{number}-{bought.Id}",
                Supplier = bought.Supplier ?? _site.Plant.Suppliers[0].Id,
                Lines = [new PurchaseOrderLineSpec { Line = "1", Product = bought.Id, Quantity = line.Quantity * missing, Due = _stream.At(due) }],
            };
            Say(new SupplierOrderedData(purchase) { Entity = purchase.Id });
            Expect(purchase, _now);
        }
        var order = new OrderSpec { Id = $"MO-AGAIN-{number}", Product = product, Quantity = missing, Priority = 1, Due = _stream.At(_now + MinutesPerDay) };
        Say(new OrderReleasedData(order) { Entity = order.Id });
        Arrive(order, _now);
        foreach (var line in spec.Bom)
            MakeUpFor(line.Component);
    }
}
