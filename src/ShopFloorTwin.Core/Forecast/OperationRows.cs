using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>The open operations of the open orders as rows, with their predecessors.</summary>
internal sealed class OperationRows
{
    // Chains of cancelled operations are followed this far.
    private const int Depth = 32;

    private readonly FloorMemory _memory;
    private int _predecessors;

    public OperationRows(SiteTwins twins, int[] open, Dictionary<string, int> workCenters, FloorMemory memory)
    {
        _memory = memory;
        var count = 0;
        foreach (var o in open)
        {
            foreach (var operation in twins.Orders[o].Operations)
                count += operation.IsClosed ? 0 : 1;
        }
        First = memory.Rows(ref memory.OperationFirst, open.Length + 1);
        Order = memory.Rows(ref memory.OperationOrder, count);
        Twin = memory.Rows(ref memory.OperationTwin, count);
        WorkCenter = memory.Rows(ref memory.WorkCenter, count);
        IsRunning = Scratch.Exactly(ref memory.IsRunning, count);
        Started = Scratch.Exactly(ref memory.Started, open.Length);
        Array.Clear(Started);
        Scratch.Clear(ref memory.PredecessorFirst, count + 1);
        var row = 0;
        for (var o = 0; o < open.Length; o++)
            row = Add(twins.Orders[open[o]], o, row, workCenters);
        First[open.Length] = row;
        PredecessorFirst[row] = _predecessors;
        // Operations at work centers the site does not know (any more) were left out.
        if (row < count)
            (Order, Twin, WorkCenter, IsRunning) = (Order[..row], Twin[..row], WorkCenter[..row], IsRunning[..row]);
    }

    public int Count => Order.Length;
    public int[] First { get; }
    public int[] Order { get; }
    public int[] Twin { get; }
    public int[] WorkCenter { get; }
    public bool[] IsRunning { get; }

    /// <summary>By order: an operation has been started.</summary>
    public bool[] Started { get; }
    public int[] PredecessorFirst => _memory.PredecessorFirst;
    public int[] Predecessors => _memory.Predecessors;

    private int Add(OrderTwin order, int o, int row, Dictionary<string, int> workCenters)
    {
        First[o] = row;
        var first = row;
        var operations = order.Operations;
        for (var t = 0; t < operations.Length; t++)
        {
            var operation = operations[t];
            Started[o] |= operation.State is OperationState.Running or OperationState.Paused or OperationState.Done;
            if (operation.IsClosed || !workCenters.TryGetValue(operation.WorkCenter, out var center))
                continue;
            Order[row] = o;
            Twin[row] = t;
            WorkCenter[row] = center;
            IsRunning[row] = operation.State == OperationState.Running;
            row++;
        }
        for (var i = first; i < row; i++)
        {
            PredecessorFirst[i] = _predecessors;
            // What runs has its predecessors behind it, whatever was reported of them.
            if (IsRunning[i])
                continue;
            foreach (var before in operations[Twin[i]].After)
                AddPredecessor(operations, first, row, i, before);
        }
        return row;
    }

    private void AddPredecessor(int row)
    {
        if (_predecessors == _memory.Predecessors.Length)
            Array.Resize(ref _memory.Predecessors, Math.Max(1024, 2 * _predecessors));
        _memory.Predecessors[_predecessors++] = row;
    }

    private void AddPredecessor(System.Collections.Immutable.ImmutableArray<OperationTwin> operations, int first, int end, int row, string before, int depth = 0)
    {
        // Most often it is the row before.
        for (var p = row - 1; p >= first; p--)
        {
            if (string.Equals(operations[Twin[p]].Operation, before, StringComparison.Ordinal))
            {
                AddPredecessor(p);
                return;
            }
        }
        for (var p = row + 1; p < end; p++)
        {
            if (string.Equals(operations[Twin[p]].Operation, before, StringComparison.Ordinal))
            {
                AddPredecessor(p);
                return;
            }
        }
        // Closed: nothing to wait for, but what that one waited for may still be open.
        foreach (var operation in operations)
        {
            if (depth < Depth && operation.State == OperationState.Cancelled && string.Equals(operation.Operation, before, StringComparison.Ordinal))
            {
                foreach (var earlier in operation.After)
                    AddPredecessor(operations, first, end, row, earlier, depth + 1);
            }
        }
    }
}
