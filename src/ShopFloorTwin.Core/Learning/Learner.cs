using ShopFloorTwin.Core.Learning.Durations;
using ShopFloorTwin.Core.Learning.Flow;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Learning;

/// <summary>Learns from what the fold makes of orders and machines, one change at a time. Not safe for concurrent use; <see cref="Publish"/> gives what is.</summary>
internal sealed partial class Learner
{
    private readonly DurationBook _durations;
    private readonly TwinTable<WorkCenterWaits> _waits;
    private readonly List<FlowPath> _flows;
    private readonly TwinTable<MachineModel> _machines;
    private readonly YieldBook _yields;
    private readonly WorkedTime _worked = new();
    private LearnedModels? _published;

    public Learner()
        : this(new LoadedTwins())
    {
    }

    public Learner(LoadedTwins loaded)
    {
        (_durations, _waits, _flows) = (new DurationBook(loaded.Durations), new TwinTable<WorkCenterWaits>(), [.. loaded.Flows]);
        (_machines, _yields) = (new TwinTable<MachineModel>(), new YieldBook(loaded.Yields));
        foreach (var wait in loaded.Waits)
            _waits.Put(wait.WorkCenter, wait);
        foreach (var machine in loaded.Machines)
            _machines.Put(machine.WorkCenter, machine);
    }

    private Learner(Learner other)
    {
        (_durations, _waits, _flows) = (other._durations.Copy(), other._waits.Copy(), [.. other._flows]);
        (_machines, _yields) = (other._machines.Copy(), other._yields.Copy());
    }

    public Learner Copy() => new(this);

    public LearnedModels Publish() => _published ??= new LearnedModels
    {
        Durations = _durations.Publish(), Waits = _waits.Publish(), Flows = _flows.ToArray(), Machines = _machines.Publish(), Yields = _yields.Publish(),
    };

    /// <summary>An operation was reported on.</summary>
    public void Reported(SitePlan plan, OrderTwin before, OrderTwin after, int operation, WorkCenterTwin? center)
    {
        var now = after.Operations[operation];
        var was = operation < before.Operations.Length ? before.Operations[operation] : null;
        if (center is not null && was?.State != now.State)
        {
            var place = _waits.PlaceOf(center.Id);
            var waits = place >= 0 ? _waits[place] : new WorkCenterWaits { WorkCenter = center.Id };
            var next = Moved(waits, was, now, center);
            if (was?.StartedAt is null && now.StartedAt is not null && Wait(plan, after, now, waits, center) is { } wait)
                next = next with { Start = next.Start.With(wait) };
            if (now is { State: OperationState.Done, FinishedAt: { } finish, StartedAt: { } start } && was?.State != OperationState.Done)
                next = Done(plan, after, now, start, finish, center, next);
            Set(next, place);
        }
        Closed(before, after);
    }

    /// <summary>An order was changed as a whole.</summary>
    public void Closed(OrderTwin before, OrderTwin after)
    {
        if (before.State == after.State)
            return;
        if (before.IsOpen && !after.IsOpen)
            Stopped(after);
        if (before.State == OrderState.Done && _flows.RemoveAll(path => path.Order == after.Id) > 0)
            _published = null;
        if (after is not { State: OrderState.Done, Actual: { } finish } || FlowPath.Of(after, finish) is not { } way)
            return;
        if (_flows.Count == Limits.LearnedFlows)
            _flows.RemoveAt(0);
        _flows.Add(way);
        _published = null;
    }

    /// <summary>The orders were said anew: which work is going on is counted again.</summary>
    public void Imported(ReadOnlySpan<OrderTwin> orders)
    {
        var running = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var order in orders)
        {
            if (!order.IsOpen)
                continue;
            foreach (var operation in order.Operations)
            {
                if (operation.State == OperationState.Running)
                    running[operation.WorkCenter] = running.GetValueOrDefault(operation.WorkCenter) + 1;
            }
        }
        for (var i = 0; i < _waits.Count; i++)
        {
            if (_waits[i].Running != running.GetValueOrDefault(_waits[i].WorkCenter))
                Set(_waits[i] with { Running = running.GetValueOrDefault(_waits[i].WorkCenter) });
            running.Remove(_waits[i].WorkCenter);
        }
        foreach (var (workCenter, count) in running.OrderBy(one => one.Key, StringComparer.Ordinal))
            Set(new WorkCenterWaits { WorkCenter = workCenter, Running = count });
    }

    /// <summary>How many operations are at work, and until when all units were.</summary>
    private static WorkCenterWaits Moved(WorkCenterWaits waits, OperationTwin? was, OperationTwin now, WorkCenterTwin center)
    {
        var (ran, runs) = (was?.State == OperationState.Running, now.State == OperationState.Running);
        if (ran == runs)
            return waits;
        var at = now.Steps.IsEmpty ? (DateTimeOffset?)null : now.Steps[^1].Time;
        var isFull = waits.Running >= center.Capacity;
        return waits with
        {
            Running = Math.Max(0, waits.Running + (runs ? 1 : -1)),
            FullUntil = isFull && !runs && at > (waits.FullUntil ?? DateTimeOffset.MinValue) ? at : waits.FullUntil,
        };
    }

    /// <summary>What was still at work in an order that was closed is no longer.</summary>
    private void Stopped(OrderTwin order)
    {
        foreach (var operation in order.Operations)
        {
            if (operation.State == OperationState.Running && _waits.Find(operation.WorkCenter) is { Running: > 0 } waits)
                Set(waits with { Running = waits.Running - 1 });
        }
    }

    private void Set(WorkCenterWaits waits, int place = -1)
    {
        if (place >= 0)
            _waits.Set(place, waits);
        else
            _waits.Put(waits.WorkCenter, waits);
        _published = null;
    }

    /// <summary>Open minutes between the moment an operation could have started and its start; null: that moment is not known.</summary>
    private double? Wait(SitePlan plan, OrderTwin order, OperationTwin operation, WorkCenterWaits waits, WorkCenterTwin center)
    {
        if (operation.After.IsEmpty || order.IsUnrouted || operation.StartedAt is not { } start)
            return null;
        DateTimeOffset? ready = null;
        foreach (var id in operation.After)
        {
            var before = order.IndexOf(id) is >= 0 and var place ? order.Operations[place] : null;
            if (before is { State: OperationState.Cancelled })
                continue;
            if (before?.FinishedAt is not { } finish)
                return null;
            ready = ready > finish ? ready : finish;
        }
        if (ready is not { } at || waits.Running >= center.Capacity)
            return null;
        return _worked.Minutes(plan, center, waits.FullUntil > at ? waits.FullUntil.Value : at, start);
    }

    private WorkCenterWaits Done(
        SitePlan plan, OrderTwin order, OperationTwin operation, DateTimeOffset start, DateTimeOffset finish, WorkCenterTwin center, WorkCenterWaits waits)
    {
        // What the document told before the first report is not known by its stretches.
        if (operation.WorkedMinutes > 0 || operation.Steps.Length >= OperationTwin.StepsMax)
            return waits;
        var worked = 0.0;
        var raw = 0.0;
        foreach (var span in operation.Spans(finish))
        {
            worked += _worked.Minutes(plan, center, span.From, span.To);
            raw += (span.To - span.From).TotalMinutes;
        }
        // Worked in hours the calendar has closed: they count all the same.
        var minutes = worked > 0 ? worked : raw;
        _published = null;
        if (operation.PlannedMinutes > 0 && minutes > 0)
        {
            _durations.Observe(
                new DurationKey(order.Product, operation.Operation, operation.WorkCenter),
                operation.SetupShare, minutes * center.Efficiency / operation.PlannedMinutes);
        }
        return order.IsUnrouted ? waits : waits with { Pause = waits.Pause.With(Math.Max(0, _worked.Minutes(plan, center, start, finish) - worked)) };
    }
}
