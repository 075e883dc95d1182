using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>The trouble the demonstration opens with: one of each kind, where it hurts an order due soon.</summary>
internal sealed class DemoOpening(PlantDocument plant, DemoOrderBook book)
{
    private const int DelayedLinesPerSupplier = 2;

    private readonly DateTimeOffset _now = plant.AsOf!.Value;
    private readonly List<CloudEvent> _events = [];

    public IReadOnlyList<CloudEvent> Events()
    {
        DelaySupplier("SUP-FONDERIE", 17, "furnace relining");
        DelaySupplier("SUP-ROULEMENT", 15, "held at customs");
        DelaySupplier("SUP-FORGES", 15, "die broken");
        BreakDown();
        Hold(book.BeingWashed.Id, "bearing seat out of tolerance");
        Hold(OrdersOf("HU-").First().Id, "bore out of tolerance");
        Scrap();
        Say(new StockLevelData(0, null) { Entity = DemoCatalog.FoodGradeSeal });
        var stop = DemoHours.AtHour(DemoHours.AddWorkingDays(_now, 1), 14);
        Say(new MaintenancePlannedData(stop, stop.AddHours(36), "burner inspection") { Entity = "WC-HT" });
        return _events;
    }

    private void Say(EventData data) => SayAt(_now, data);

    private void SayAt(DateTimeOffset time, EventData data) => _events.Add(DemoEvents.Of(time, _events.Count, data));

    private void DelaySupplier(string supplier, int days, string reason)
    {
        var lines = plant.PurchaseOrders.Where(p => p.Supplier == supplier).SelectMany(p => p.Lines.Select(line => (Purchase: p.Id, Line: line)));
        foreach (var (purchase, line) in lines.Take(6).OrderByDescending(l => l.Line.Quantity).Take(DelayedLinesPerSupplier))
            Say(new SupplierDelayedData(line.Line, line.Due!.Value.AddDays(days), reason) { Entity = purchase });
    }

    private void BreakDown()
    {
        var since = _now.AddHours(-3);
        SayAt(since, new MachineStateData(MachineState.Aborted, null, "conveyor drive fault", "E-4102") { Entity = "WC-COAT" });
        SayAt(since, new MachineAlarmData("E-4102", "high", "Conveyor drive: overcurrent", true) { Entity = "WC-COAT" });
    }

    private void Hold(string order, string reason) => Say(new QualityHoldData(QualitySubject.Order, reason, $"LOT-{order}", null) { Entity = order });

    // A third of the batch of a part that only one gearbox uses.
    private void Scrap()
    {
        var order = OrdersOf(DemoCatalog.ExplosionProofShaft).First();
        var operation = order.Operations!.First(o => o.State != Core.Orders.OperationState.Done).Operation;
        var workCenter = plant.Products.First(p => p.Id == order.Product).Routing.First(s => s.Operation == operation).WorkCenter;
        Say(new MachineCountData(0, Math.Ceiling(order.Quantity / 3), false, order.Id, operation, null) { Entity = workCenter });
    }

    private IEnumerable<OrderSpec> OrdersOf(string product) =>
        plant.Orders.Where(o => o.Product.StartsWith(product, StringComparison.Ordinal) && o.Customer is null).OrderBy(o => o.Due);
}
