using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.LoadTests.Folding;

/// <summary>
/// Orders of a generated plant on their way through their operations, one operation at a work center at a time: they start, are paused
/// now and then, are counted on and completed, while machines say their states, are measured and stop, and purchase orders are
/// confirmed and come. In runs of one kind each, so that a kind can be timed by itself.
/// </summary>
internal sealed class ShopWalk
{
    private const string Pausing = "operation.paused, resumed";
    private static readonly string[] Characteristics = ["diameter", "roughness", "torque"];

    private readonly PlantDocument _plant;
    private readonly Random _random;
    private readonly Dictionary<string, IReadOnlyList<RoutingStepSpec>> _routings;
    private readonly Queue<(OrderSpec Order, int Step)> _waiting;
    private readonly List<EventRun> _runs = [];
    private readonly Queue<(PurchaseOrderSpec Purchase, double Share)> _purchases;
    private DateTimeOffset _time;
    private long _number;

    private ShopWalk(PlantDocument plant, int seed)
    {
        (_plant, _random, _time) = (plant, new Random(seed), plant.AsOf!.Value.AddHours(1));
        _routings = plant.Products.Where(product => product.Routing.Count > 0).ToDictionary(product => product.Id, product => product.Routing);
        _waiting = new Queue<(OrderSpec, int)>(plant.Orders.Select(order => (order, 0)));
        _purchases = new Queue<(PurchaseOrderSpec, double)>(plant.PurchaseOrders.SelectMany(purchase => Enumerable.Range(0, 4).Select(_ => (purchase, 0.25))));
    }

    /// <summary>Runs over so many rounds; in each, every work center can do one operation.</summary>
    public static IReadOnlyList<EventRun> Of(PlantDocument plant, int rounds, int seed)
    {
        var walk = new ShopWalk(plant, seed);
        for (var round = 0; round < rounds; round++)
            walk.Round();
        return walk._runs;
    }

    private void Round()
    {
        var chosen = Choose();
        Run("machine.state", _plant.WorkCenters.Select(center => State(center, MachineState.Execute)));
        Run("operation.started", chosen.Select(one => Report(one, OperationReport.Started, null)));
        _time = _time.AddMinutes(15 + _random.Next(20));
        Run("machine.measurement", _plant.WorkCenters.SelectMany(center => Characteristics.Select(of =>
            (EventData)new MachineMeasurementData(of, 10 + _random.NextDouble(), "mm", null, null, null) { Entity = center.Id })));
        Run(Pausing, chosen.Take(10).Select(one => Report(one, OperationReport.Paused, null)));
        _time = _time.AddMinutes(10);
        Run(Pausing, chosen.Take(10).Select(one => Report(one, OperationReport.Resumed, null)));
        Run("machine.count of an order", chosen.Select(one => Count(one.Order.Id, Step(one))));
        Run("machine.state", _plant.WorkCenters.Select(center => State(center, _random.Next(10) == 0 ? MachineState.Aborted : MachineState.Idle)));
        _time = _time.AddMinutes(6);
        Run("machine.state", _plant.WorkCenters.Select(center => State(center, MachineState.Execute)));
        Run("machine.count of none", _plant.WorkCenters.Select(center => new MachineCountData(2, 0, IsTotal: false, null, null, null) { Entity = center.Id }));
        _time = _time.AddMinutes(20 + _random.Next(20));
        Run("operation.completed", chosen.Select(one => Report(one, OperationReport.Completed, one.Order.Quantity - 1)));
        foreach (var (order, step) in chosen.Where(one => one.Step + 1 < _routings[one.Order.Product].Count))
            _waiting.Enqueue((order, step + 1));
        Supply();
        _time = _time.AddMinutes(5);
    }

    /// <summary>Those next in line that find their work center free.</summary>
    private List<(OrderSpec Order, int Step)> Choose()
    {
        var taken = new HashSet<string>();
        var (chosen, later) = (new List<(OrderSpec, int)>(), new List<(OrderSpec, int)>());
        for (var looked = 0; looked < 4 * _plant.WorkCenters.Count && _waiting.TryDequeue(out var next); looked++)
            (taken.Add(Step(next).WorkCenter) ? chosen : later).Add(next);
        foreach (var one in later)
            _waiting.Enqueue(one);
        return chosen;
    }

    private void Supply()
    {
        var purchases = Enumerable.Range(0, 40).Select(_ => _purchases.TryDequeue(out var one) ? one : default).Where(one => one.Purchase is not null).ToList();
        Run("supplier.confirmed", purchases.Select(one => (EventData)new SupplierConfirmedData("1", _time.AddDays(3), null) { Entity = one.Purchase.Id }));
        Run("stock.received of a line", purchases.Select(one => (EventData)new StockReceivedData(Math.Max(1, one.Purchase.Lines[0].Quantity * one.Share), one.Purchase.Id, "1")
        {
            Entity = one.Purchase.Lines[0].Product,
        }));
    }

    private RoutingStepSpec Step((OrderSpec Order, int Step) of) => _routings[of.Order.Product][of.Step];

    private OperationReportData Report((OrderSpec Order, int Step) of, OperationReport report, double? good) =>
        new(report, Step(of).Operation, Step(of).WorkCenter, good, good is null ? null : 1) { Entity = of.Order.Id };

    private static MachineCountData Count(string order, RoutingStepSpec step) => new(5, 0, IsTotal: false, order, step.Operation, null) { Entity = step.WorkCenter };

    private static MachineStateData State(WorkCenterSpec center, MachineState state) => new(state, null, null, null) { Entity = center.Id };

    private void Run(string kind, IEnumerable<EventData> happenings)
    {
        var events = happenings.Select(Event).ToArray();
        if (events.Length > 0)
            _runs.Add(new EventRun(kind, events));
    }

    private CloudEvent Event(EventData data)
    {
        _time = _time.AddMilliseconds(7);
        return EventReader.Read(EventWriter.Write("/load/walk", $"walk-{_number++}", _time, data)).Event!;
    }
}
