using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Orders;

public sealed partial record OrderTwin
{
    /// <summary>Index of an operation, -1 when the order has none of that id.</summary>
    public int IndexOf(string operation)
    {
        for (var i = 0; i < Operations.Length; i++)
            if (Operations[i].Operation == operation)
                return i;
        return -1;
    }

    internal OrderTwin Reported(OperationReportData said, CloudEvent report, string? workCenter, long position)
    {
        var index = IndexOf(said.Operation);
        if (index < 0 && IsUnrouted && workCenter is not null && Operations.Length < Limits.OperationsPerOrder)
            return Begun(said, report, workCenter, position).Settled();
        return index < 0 ? this : With(index, Operations[index].Reported(said, report, workCenter, Quantity), position).Settled();
    }

    /// <summary>Pieces counted at a work center: for the operation named, else the one running there, else the first open one there.</summary>
    internal OrderTwin Counted(string workCenter, string? operation, double good, double scrap, CloudEvent count, long position)
    {
        if (State is OrderState.Done or OrderState.Cancelled || (good == 0 && scrap == 0))
            return this;
        var index = operation is null ? IndexAt(workCenter) : IndexOf(operation);
        return index < 0 ? this : With(index, Operations[index].Counted(good, scrap, count), position);
    }

    /// <summary>The newest word on the order as a whole wins.</summary>
    internal OrderTwin Closed(OrderState state, DateTimeOffset time) =>
        Closing?.At > time ? this : (this with { Closing = new OrderClosing(state, time) }).Settled();

    internal OrderTwin Held(QualityHoldData said, CloudEvent hold)
    {
        var holds = HoldBook.Held(Holds, Releases, said, hold);
        return this with { Holds = holds.Length > HoldBook.Max ? holds.RemoveAt(0) : holds };
    }

    internal OrderTwin Released(string? lot, DateTimeOffset time) => this with
    {
        Holds = HoldBook.Released(Holds, lot, time),
        Releases = HoldBook.Noted(Releases, lot, time),
    };

    /// <summary>Consumption since the order was last said in full; what came before is part of that.</summary>
    internal OrderTwin Consumed(string product, double quantity, DateTimeOffset time)
    {
        if (time < SpecifiedAt)
            return this;
        for (var i = 0; i < Components.Length; i++)
            if (Components[i].Product == product)
                return this with { Components = Components.SetItem(i, Components[i] with { Consumed = Components[i].Consumed + quantity }) };
        return this;
    }

    /// <summary>State and actual as they follow from the operations and the word that closed the order.</summary>
    internal OrderTwin Settled()
    {
        bool anyStarted = false, anyDone = false, allDone = true;
        DateTimeOffset? finish = null, start = null;
        foreach (var operation in Operations)
        {
            if (operation.State == OperationState.Cancelled)
                continue;
            var isDone = operation.State == OperationState.Done;
            anyStarted |= isDone || operation.State is OperationState.Running or OperationState.Paused;
            anyDone |= isDone;
            allDone &= isDone;
            if (isDone && !(finish >= operation.FinishedAt))
                finish = operation.FinishedAt;
            if (LastStart(operation) is { } last && !(start >= last))
                start = last;
        }
        var (state, actual) = Closing switch
        {
            { State: OrderState.Cancelled } => (OrderState.Cancelled, null),
            { } closing when !(start > closing.At) => (closing.State, closing.At),
            _ when allDone && anyDone && !IsUnrouted => (OrderState.Done, finish),
            _ when anyStarted => (OrderState.InProgress, null),
            _ => (State is OrderState.Done or OrderState.Cancelled ? OrderState.Confirmed : State, (DateTimeOffset?)null),
        };
        return state == State && actual == Actual ? this : this with { State = state, Actual = actual };
    }

    /// <summary>An operation nobody planned is reported for the first time.</summary>
    private OrderTwin Begun(OperationReportData said, CloudEvent report, string workCenter, long position) => this with
    {
        Operations = Operations.Add(new OperationTwin { Operation = said.Operation, WorkCenter = workCenter }.Reported(said, report, workCenter, Quantity)),
        Position = position,
    };

    private OrderTwin With(int index, OperationTwin operation, long position) => this with
    {
        Operations = Operations.SetItem(index, operation),
        Position = position,
    };

    private int IndexAt(string workCenter)
    {
        var open = -1;
        for (var i = 0; i < Operations.Length; i++)
        {
            if (Operations[i].WorkCenter != workCenter)
                continue;
            if (Operations[i].State == OperationState.Running)
                return i;
            if (open < 0 && !Operations[i].IsClosed)
                open = i;
        }
        return open;
    }

    private static DateTimeOffset? LastStart(OperationTwin operation)
    {
        for (var i = operation.Steps.Length - 1; i >= 0; i--)
            if (OperationTwin.IsWorking(operation.Steps[i].Report))
                return operation.Steps[i].Time;
        return null;
    }
}
