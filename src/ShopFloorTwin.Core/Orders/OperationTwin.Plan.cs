using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Orders;

public sealed partial record OperationTwin
{
    /// <summary>The operation as planned anew, with the progress made; where a report placed it, it stays unless it was moved since.</summary>
    internal OperationTwin Replanned(OperationTwin planned, DateTimeOffset? movedAt) => this with
    {
        Name = planned.Name,
        WorkCenter = Basis?.PlacedAt is { } placedAt && !(movedAt > placedAt) ? WorkCenter : planned.WorkCenter,
        PlannedMinutes = planned.PlannedMinutes,
        SetupMinutes = planned.SetupMinutes,
        After = planned.After,
    };

    /// <summary>What a document says of the progress as of a moment. Progress only grows by it.</summary>
    /// <param name="said">The document's operation.</param>
    /// <param name="asOf">The moment it speaks of.</param>
    /// <param name="quantity">Of the order.</param>
    internal OperationTwin Said(OperationSpec said, DateTimeOffset asOf, double quantity)
    {
        var next = this;
        if (said.StartedAt is { } startedAt && !(StartedAt <= startedAt))
            next = next with { StartedAt = startedAt };
        var worked = said.WorkedMinutes - (Steps.IsEmpty ? 0 : next.Minutes(asOf));
        if (worked > next.WorkedMinutes)
            next = next with { WorkedMinutes = worked };
        next = next.SaidState(said, asOf);
        var isDoneWhole = said.State == OperationState.Done && said.Done == 0 && next.Done == 0;
        if (said.Done <= next.Done && !isDoneWhole)
            return next;
        var known = next.BasisOrNew;
        var basis = known with
        {
            Reported = Math.Max(known.Reported, said.Done),
            CompletedQuantity = isDoneWhole ? Math.Max(known.CompletedQuantity, quantity) : known.CompletedQuantity,
        };
        return next with { Basis = basis, Done = GoodOf(basis, Scrap) };
    }

    private OperationTwin SaidState(OperationSpec said, DateTimeOffset asOf) => said.State switch
    {
        OperationState.Cancelled => this with { State = OperationState.Cancelled },
        OperationState.Pending or OperationState.Ready => SaidWaiting(said.State),
        _ when Steps.IsEmpty => SaidFirst(said, asOf),
        var state when StateAt(asOf) is { } known && known != OperationState.Done && known != state => WithStep(new OperationStep(asOf, ReportOf(state))),
        _ => this,
    };

    private OperationTwin SaidWaiting(OperationState state)
    {
        if (!Steps.IsEmpty)
            return State == OperationState.Cancelled ? Followed() : this;
        return State == OperationState.Cancelled || state > State ? this with { State = state } : this;
    }

    /// <summary>The document is the first to tell of the work: it says it all up to its moment.</summary>
    private OperationTwin SaidFirst(OperationSpec said, DateTimeOffset asOf)
    {
        if (State == OperationState.Done)
            return this;
        if (said.State != OperationState.Running)
            return this with
            {
                State = said.State,
                FinishedAt = said.State == OperationState.Done ? asOf : null,
                Basis = BasisOrNew with { WorkedUntil = asOf },
            };
        // Minutes already worked end at the document; without them the work runs since its start.
        var from = WorkedMinutes > 0 ? asOf : said.StartedAt ?? asOf;
        var started = WithStep(new OperationStep(from, OperationReport.Started));
        return started with { StartedAt = StartedAt, Basis = BasisOrNew with { WorkedUntil = from } };
    }

    private OperationState? StateAt(DateTimeOffset time)
    {
        for (var i = Steps.Length - 1; i >= 0; i--)
            if (Steps[i].Time <= time)
                return StateAfter(Steps[i].Report);
        return null;
    }

    private static OperationReport ReportOf(OperationState state) => state switch
    {
        OperationState.Done => OperationReport.Completed,
        OperationState.Paused => OperationReport.Paused,
        _ => OperationReport.Resumed,
    };
}
