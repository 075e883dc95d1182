using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>
/// Reads from a floor what edits touch, as far as it matters to them: the value an edit sets, and what must hold for it to make
/// sense. That an order is worked on does not matter to its priority, and does to splitting it.
/// </summary>
internal sealed class ScenarioFacts
{
    private const string Waiting = "waiting", Begun = "begun", Closed = "closed";

    private readonly SitePicture _picture;
    private readonly HashSet<(string, string)> _known = [];
    private readonly List<ScenarioFact> _facts = [];
    private string _path = "";

    private ScenarioFacts(SitePicture picture) => _picture = picture;

    /// <summary>Each value once, in the order of the edits.</summary>
    public static IReadOnlyList<ScenarioFact> Of(SitePicture picture, IReadOnlyList<Edit> edits)
    {
        var facts = new ScenarioFacts(picture);
        for (var i = 0; i < edits.Count; i++)
        {
            facts._path = Place.Root().Item("edits", i).ToString();
            facts.Read(edits[i]);
        }
        return facts._facts;
    }

    private void Read(Edit edit)
    {
        switch (edit)
        {
            case DelaySupply said:
                Line(said.PurchaseOrder, said.Line);
                break;
            case ExpediteSupply said:
                Line(said.PurchaseOrder, said.Line);
                break;
            case CancelSupply said:
                Line(said.PurchaseOrder, said.Line);
                break;
            case StopWorkCenter said:
                Hours(said.WorkCenter, said.From, said.To);
                break;
            case AddShift said:
                Hours(said.WorkCenter, said.From, said.To);
                break;
            case SetCapacity said:
                WorkCenter(said.WorkCenter, "capacity", one => Number(one.Capacity));
                break;
            case SetEfficiency said:
                WorkCenter(said.WorkCenter, "efficiency", one => Number(one.Efficiency));
                break;
            case MoveOperation said:
                Order(said.Order, $"operation {said.Operation} at", one => Operation(one, said.Operation)?.WorkCenter);
                Order(said.Order, $"operation {said.Operation} state", one => Operation(one, said.Operation) is { } found ? StateOf(found) : null);
                break;
            case SetPriority said:
                Open(said.Order);
                Order(said.Order, "priority", one => Number(one.Priority));
                break;
            case SetQuantity said:
                Progress(said.Order);
                break;
            case SetDue said:
                Open(said.Order);
                Order(said.Order, "due", one => Time(one.Due));
                break;
            case CancelOrder said:
                Progress(said.Order);
                break;
            case SplitOrder said:
                Progress(said.Order);
                break;
            case AddOrder said:
                Order(said.Order.Id, "state", StateOf);
                break;
            case ReleaseHold { Order: { } order }:
                Order(order, "holds", one => Number(one.Holds.Length));
                break;
            case ReleaseHold { Component: { } component }:
                Add("component/" + component, "on hold", _picture.ComponentIds.Find(component) is >= 0 and var at ? Number(_picture.Twins.Components[at].OnHold) : null);
                break;
        }
    }

    private void Line(string purchaseOrder, string name)
    {
        var line = _picture.Twins.Suppliers.SelectMany(one => one.Lines).FirstOrDefault(one => one.PurchaseOrder == purchaseOrder && one.Line == name);
        Add("purchase-order/" + purchaseOrder, $"line {name} open", line is null ? null : Number(line.Open));
        Add("purchase-order/" + purchaseOrder, $"line {name} expected", Time(line?.Expected));
    }

    /// <summary>Open minutes of the calendar in the span, and the stops that are planned in it.</summary>
    private void Hours(string workCenter, DateTimeOffset from, DateTimeOffset to)
    {
        var span = $"{Time(from)} to {Time(to)}";
        WorkCenter(workCenter, $"open minutes, {span}", one => Number(OpenMinutes(one, from, to)));
        WorkCenter(workCenter, $"stops, {span}", one => string.Join(", ", one.PlannedStops.Where(stop => stop.From < to && stop.To > from).Select(stop => $"{Time(stop.From)} to {Time(stop.To)}")));
    }

    private double OpenMinutes(WorkCenterTwin workCenter, DateTimeOffset from, DateTimeOffset to)
    {
        // A span that ends before it begins, or goes on for years, is refused when it is laid over the floor.
        if (to <= from || to > from.AddDays(Limits.ScenarioSpanDays))
            return 0;
        if (workCenter.Calendar is null || !_picture.Twins.Plan.Calendars.TryGetValue(workCenter.Calendar, out var calendar))
            return (to - from).TotalMinutes;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(_picture.Twins.Plan.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        return OpenHours.Of(calendar, zone, from, to)
            .Sum(open => Math.Max(0, ((open.To < to ? open.To : to) - (open.From > from ? open.From : from)).TotalMinutes));
    }

    private void Open(string id) => Order(id, "open", one => one.IsOpen ? "yes" : "no");

    private void Progress(string id)
    {
        Order(id, "state", StateOf);
        Order(id, "quantity", one => Number(one.Quantity));
    }

    private void Order(string id, string name, Func<OrderTwin, string?> value) =>
        Add("order/" + id, name, _picture.OrderIds.Find(id) is >= 0 and var at ? value(_picture.Twins.Orders[at]) : null);

    private void WorkCenter(string id, string name, Func<WorkCenterTwin, string?> value) =>
        Add("work-center/" + id, name, _picture.WorkCenterIds.Find(id) is >= 0 and var at ? value(_picture.Twins.WorkCenters[at]) : null);

    private void Add(string subject, string name, string? value)
    {
        if (_known.Add((subject, name)))
            _facts.Add(new ScenarioFact(_path, subject, name, value));
    }

    private static OperationTwin? Operation(OrderTwin order, string operation) => order.Operations.FirstOrDefault(one => one.Operation == operation);

    private static string StateOf(OperationTwin operation) =>
        operation.IsClosed ? Closed : operation.State is OperationState.Running or OperationState.Paused ? Begun : Waiting;

    private static string StateOf(OrderTwin order) =>
        !order.IsOpen ? Closed : order.Operations.All(one => one.State is OperationState.Pending or OperationState.Ready or OperationState.Cancelled) ? Waiting : Begun;

    private static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time is { } known ? Instants.Format(known) : null;
}
