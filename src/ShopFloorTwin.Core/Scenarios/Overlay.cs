using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>The twins with edits laid over them, or what is wrong with the edits.</summary>
public sealed record OverlayResult(SiteTwins? Twins, IReadOnlyList<PlantProblem> Problems);

/// <summary>
/// Lays edits over the twins of a site, one after the other: a later edit sees what an earlier one brought. The twins themselves
/// stay as they are. What an event would do is done by the event's own fold, so that a scenario and the same thing then
/// really happening come to the same.
/// </summary>
public sealed partial class Overlay
{
    private static readonly EventRef None = new("edit", DateTimeOffset.MinValue);

    private readonly NamePool _names = new();
    private readonly ProblemList _problems = new();
    private readonly DateTimeOffset _now;
    private SiteTwins _twins;
    private Place _place = null!;
    private Learner? _learner;

    private Overlay(SiteTwins twins, DateTimeOffset asOf)
    {
        _twins = twins;
        // An event of now is not older than what is known.
        _now = asOf > twins.NewestEventTime ? asOf : twins.NewestEventTime;
    }

    /// <summary>The twins after the edits.</summary>
    /// <param name="twins">Not changed.</param>
    /// <param name="edits">In this order.</param>
    /// <param name="asOf">Now.</param>
    /// <returns>The twins, or every problem with its path (<c>$.edits[2].workCenter</c>).</returns>
    public static OverlayResult Of(SiteTwins twins, IReadOnlyList<Edit> edits, DateTimeOffset asOf)
    {
        var overlay = new Overlay(twins, asOf);
        if (edits.Count > Limits.ScenarioEdits)
            overlay._problems.Add(Place.Root(), "edits", $"has {edits.Count} edits; the limit is {Limits.ScenarioEdits}");
        else
            EditConflicts.Find(edits, overlay._problems);
        if (overlay._problems.Items.Count > 0)
            return new OverlayResult(null, overlay._problems.Items);
        for (var i = 0; i < edits.Count && !overlay._problems.IsFull; i++)
        {
            overlay._place = Place.Root().Item("edits", i);
            overlay.Lay(edits[i]);
        }
        return overlay._problems.Items.Count == 0 ? new OverlayResult(overlay._twins, []) : new OverlayResult(null, overlay._problems.Items);
    }

    private void Lay(Edit edit)
    {
        switch (edit)
        {
            case DelaySupply said:
                Announce(said.PurchaseOrder, said.Line, said.To, isLater: true);
                break;
            case ExpediteSupply { IsBought: true } said:
                Buy(said);
                break;
            case ExpediteSupply said:
                Announce(said.PurchaseOrder, said.Line, said.To, isLater: false);
                break;
            case CancelSupply said:
                Cancel(said);
                break;
            case StopWorkCenter said:
                Stop(said);
                break;
            case AddShift said:
                Open(said);
                break;
            case SetCapacity said:
                Change(said);
                break;
            case SetEfficiency said:
                Change(said);
                break;
            case MoveOperation said:
                Move(said);
                break;
            case SetPriority said:
                Change(said);
                break;
            case SetQuantity said:
                Change(said);
                break;
            case SetDue said:
                Change(said);
                break;
            case CancelOrder said:
                Cancel(said);
                break;
            case AddOrder said:
                Add(said);
                break;
            case SplitOrder said:
                Split(said);
                break;
            case ReleaseHold said:
                Release(said);
                break;
        }
    }

    private EventRef Word => None with { Id = "edit " + _place, Time = _now };

    private bool Wrong(string? member, string detail)
    {
        _problems.Add(_place, member, detail);
        return false;
    }

    private bool Check(bool isRight, string? member, string detail) => isRight || Wrong(member, detail);

    private bool Span(DateTimeOffset from, DateTimeOffset to) =>
        Check(to > from, "to", "must be later than from") && Check(to > _now, "to", "must be later than now")
        && Check(to <= from.AddDays(Limits.ScenarioSpanDays), "to", $"must be within {Limits.ScenarioSpanDays} days of from")
        && Check(from < _now.AddDays(Limits.ScenarioSpanDays), "from", $"must be within {Limits.ScenarioSpanDays} days");

    private CloudEvent Event(string type, string subject, EventData data) => new()
    {
        Source = "scenario", Id = Word.Id, Type = type, Subject = subject, Time = _now, Data = data, Body = default,
    };

    private int Find<T>(IReadOnlyList<T> twins, Func<T, string> idOf, string id, string member, string what)
    {
        for (var i = 0; i < twins.Count; i++)
        {
            if (string.Equals(idOf(twins[i]), id, StringComparison.Ordinal))
                return i;
        }
        Wrong(member, $"refers to an unknown {what} '{Excerpt.Of(id)}'");
        return -1;
    }

    private static IReadOnlyList<T> With<T>(IReadOnlyList<T> twins, int place, T twin)
    {
        var next = twins.ToArray();
        next[place] = twin;
        return next;
    }

    private void Put(int place, WorkCenterTwin workCenter) => _twins = _twins with { WorkCenters = With(_twins.WorkCenters, place, workCenter) };

    private void Put(int place, OrderTwin order)
    {
        var before = _twins.Orders[place];
        _twins = _twins with { Orders = With(_twins.Orders, place, order) };
        if (before.State == order.State)
            return;
        // What ends an order teaches nothing of durations, but what was at work in it is no longer.
        _learner ??= new Learner(new LoadedTwins { Waits = [.. _twins.Learned.Waits], Flows = [.. _twins.Learned.Flows] });
        _learner.Closed(before, order);
        var learned = _learner.Publish();
        _twins = _twins with { Learned = _twins.Learned with { Waits = learned.Waits, Flows = learned.Flows } };
    }

    private void Put(int place, SupplierTwin supplier) => _twins = _twins with { Suppliers = With(_twins.Suppliers, place, supplier) };

    private void Put(int place, ComponentTwin component) => _twins = _twins with { Components = With(_twins.Components, place, component) };
}
