namespace ShopFloorTwin.Core.Forecast;

/// <summary>The gates of the orders in the deterministic pass: material, holds, and the orders that make components.</summary>
internal sealed class OrderGates
{
    private Floor _floor = null!;
    private Gate[] _gates = [];

    private struct Gate
    {
        public double Time;
        public Binding By;
        public int OpenOperations;
        public int OpenSupplies;
        public bool IsComplete;
    }

    public void Prepare(Floor floor)
    {
        _floor = floor;
        Scratch.Clear(ref _gates, floor.Orders);
        for (var o = 0; o < floor.Orders; o++)
            Prepare(o);
        foreach (var demand in floor.Pool?.Demands ?? [])
            _gates[demand.Order].OpenSupplies++;
    }

    /// <summary>When it opened, and by what.</summary>
    public (double Time, Binding By) Of(int order) => (_gates[order].Time, _gates[order].By);

    /// <summary>Nothing it needs is still to be made by another order.</summary>
    public bool IsOpen(int order) => _gates[order].OpenSupplies == 0;

    /// <summary>Counts an operation as finished; true when it was the order's last.</summary>
    public bool IsLastOperation(int order) => --_gates[order].OpenOperations == 0;

    public void Complete(int order) => _gates[order].IsComplete = true;

    /// <summary>Something it waits for is there, from an order; true when it waited for nothing else.</summary>
    public bool Supplied(int order, int by, double now)
    {
        Raise(order, now, new Binding(BindingKind.SubOrder, by));
        return --_gates[order].OpenSupplies == 0;
    }

    /// <summary>Opens the gate of one order that waits in a circle; null: there is none.</summary>
    public int? ReleaseStuck(double now)
    {
        for (var o = 0; o < _floor.Orders; o++)
        {
            if (_gates[o].IsComplete || _gates[o].OpenSupplies <= 0)
                continue;
            _gates[o].OpenSupplies = 0;
            Raise(o, now, new Binding(BindingKind.Now, 0));
            return o;
        }
        return null;
    }

    private void Prepare(int order)
    {
        _gates[order].OpenOperations = _floor.OperationFirst[order + 1] - _floor.OperationFirst[order];
        if (_floor.HoldSource[order] is >= 0 and var hold)
            Raise(order, _floor.Sources[hold].Release, new Binding(BindingKind.Source, hold));
        var pegging = _floor.Pegging;
        for (var p = pegging.First[order]; p < pegging.First[order + 1]; p++)
        {
            ref readonly var peg = ref pegging.Pegs[p];
            if (!peg.Binds)
                continue;
            if (peg.Supply is SupplyKind.Receipt or SupplyKind.Shortage)
                Raise(order, _floor.Sources[peg.Index].Release, new Binding(BindingKind.Source, peg.Index));
            else if (peg.Supply == SupplyKind.Order)
                _gates[order].OpenSupplies++;
        }
    }

    private void Raise(int order, double time, Binding by)
    {
        if (time > _gates[order].Time)
            (_gates[order].Time, _gates[order].By) = (time, by);
    }
}
