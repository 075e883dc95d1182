using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>
/// A shop floor's events about a generated plant, from a seed: mostly counts, measurements and states of machines,
/// some operation reports, quality results, stock moves and supplier messages. Every id is new, every event is acceptable,
/// and no order is ever finished, so that the plant keeps its size.
/// </summary>
internal sealed class EventFeed
{
    private readonly Random _random;
    private readonly PlantDocument _plant;
    private readonly Dictionary<string, IReadOnlyList<RoutingStepSpec>> _routings;
    private readonly bool[] _isDown;
    private readonly string _run;
    private readonly Queue<(string Order, RoutingStepSpec Step)> _running = [];
    private DateTimeOffset _time;
    private int _nextOrder;
    private long _number;

    /// <param name="plant">Of <see cref="Plants"/>.</param>
    /// <param name="seed">Of the choice of events.</param>
    /// <param name="run">Goes into every id; two feeds of one journal need two.</param>
    public EventFeed(PlantDocument plant, int seed, string run)
    {
        (_plant, _run, _random) = (plant, run, new Random(seed));
        _routings = plant.Products.Where(product => product.Routing.Count > 0).ToDictionary(product => product.Id, product => product.Routing);
        _isDown = new bool[plant.WorkCenters.Count];
        _time = plant.AsOf!.Value;
    }

    public EventBatch Next(int events)
    {
        var body = new MemoryStream(events * 280);
        var places = new List<(string Source, string Id, int Start, int Length)>(events);
        var good = 0.0;
        body.WriteByte((byte)'[');
        for (var e = 0; e < events; e++)
        {
            var data = Happening();
            good += data is MachineCountData count ? count.Good : 0;
            _time = _time.AddMilliseconds(1);
            var (source, id) = ($"/load/cell-{_number % 16}", $"{_run}-{_number++}");
            var json = EventWriter.Write(source, id, _time, data);
            if (e > 0)
                body.WriteByte((byte)',');
            places.Add((source, id, (int)body.Length, json.Length));
            body.Write(json);
        }
        body.WriteByte((byte)']');
        var bytes = body.ToArray();
        return new EventBatch(bytes, [.. places.Select(at => new JournalEntry(at.Source, at.Id, _time, bytes.AsMemory(at.Start, at.Length)))], good);
    }

    public IReadOnlyList<EventBatch> Take(int batches, int eventsPerBatch) => [.. Enumerable.Range(0, batches).Select(_ => Next(eventsPerBatch))];

    private EventData Happening() => _random.Next(100) switch
    {
        < 45 => Count(),
        < 65 => new MachineMeasurementData("diameter", 10 + _random.NextDouble(), "mm", 9.5, 11.5, null) { Entity = WorkCenter().Id },
        < 77 => State(),
        < 82 => new MachineAlarmData($"A-{_random.Next(4)}", "warning", "Coolant level low", _random.Next(2) == 0) { Entity = WorkCenter().Id },
        < 86 => Report(),
        < 91 => new QualityResultData(QualitySubject.Order, "roughness", _random.NextDouble(), Pass: true, null) { Entity = Order().Id },
        < 95 => new StockConsumedData(1, null) { Entity = Component() },
        < 98 => new StockReceivedData(1, null, null) { Entity = Component() },
        _ => Confirmed(),
    };

    private MachineCountData Count()
    {
        var good = _random.Next(1, 4);
        if (_random.Next(5) > 0)
            return new MachineCountData(good, 0, IsTotal: false, null, null, null) { Entity = WorkCenter().Id };
        var order = Order();
        var step = _routings[order.Product][_random.Next(4)];
        return new MachineCountData(good, 0, IsTotal: false, order.Id, step.Operation, null) { Entity = step.WorkCenter };
    }

    private MachineStateData State()
    {
        var w = _random.Next(_plant.WorkCenters.Count);
        var state = _isDown[w] ? MachineState.Execute : _random.Next(50) switch { 0 => MachineState.Aborted, < 10 => MachineState.Idle, _ => MachineState.Execute };
        _isDown[w] = state == MachineState.Aborted;
        return new MachineStateData(state, null, _isDown[w] ? "spindle" : null, null) { Entity = _plant.WorkCenters[w].Id };
    }

    /// <summary>Starts an order's first operation, or completes one started before: as many run as there are work centers.</summary>
    private OperationReportData Report()
    {
        if (_running.Count < _plant.WorkCenters.Count)
        {
            var order = _plant.Orders[_nextOrder++ % _plant.Orders.Count];
            var first = _routings[order.Product][0];
            _running.Enqueue((order.Id, first));
            return new OperationReportData(OperationReport.Started, first.Operation, first.WorkCenter, null, null) { Entity = order.Id };
        }
        var (done, step) = _running.Dequeue();
        return new OperationReportData(OperationReport.Completed, step.Operation, step.WorkCenter, null, null) { Entity = done };
    }

    private SupplierConfirmedData Confirmed()
    {
        var purchase = _plant.PurchaseOrders[_random.Next(_plant.PurchaseOrders.Count)];
        return new SupplierConfirmedData(purchase.Lines[0].Line, purchase.Lines[0].Due!.Value, null) { Entity = purchase.Id };
    }

    private WorkCenterSpec WorkCenter() => _plant.WorkCenters[_random.Next(_plant.WorkCenters.Count)];

    private OrderSpec Order() => _plant.Orders[_random.Next(_plant.Orders.Count)];

    private string Component() => _plant.Products[_random.Next(_plant.Products.Count)].Id;
}
