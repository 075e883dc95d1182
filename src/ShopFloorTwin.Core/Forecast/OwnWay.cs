using System.Runtime.InteropServices;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The way of an order through the plan as it would be were it alone: back from its end over what each operation was ready by, and
/// never over those before it in a queue. Its own work, the work on its components, and the waits in between, which are what
/// further units of a work center take away; and the gate it starts at.
/// </summary>
internal sealed class OwnWay(Floor floor, Schedule schedule)
{
    // Orders that wait for each other in a circle have no beginning.
    private const int MostSteps = 256;

    private readonly List<(int WorkCenter, double Minutes)> _queues = [];

    /// <summary>Minutes waited at each work center for others to be done, the last queue of the way first.</summary>
    public ReadOnlySpan<(int WorkCenter, double Minutes)> Queues => CollectionsMarshal.AsSpan(_queues);

    /// <summary>Those minutes together.</summary>
    public double Waits { get; private set; }

    /// <summary>The source that opens the gate it starts at, and the order whose gate that is; -1: nothing held it shut.</summary>
    public int Root { get; private set; }
    public int RootOrder { get; private set; }

    /// <summary>The order's own work on it.</summary>
    public double Own { get; private set; }

    /// <summary>Work of the orders that make its components on it, and the deepest of them; -1: there are none.</summary>
    public double Supply { get; private set; }
    public int SupplyOrder { get; private set; }

    /// <summary>Walks back from the end of an order.</summary>
    public void Walk(int order)
    {
        _queues.Clear();
        (Own, Supply, SupplyOrder, Waits, Root, RootOrder) = (0, 0, -1, 0, -1, -1);
        var operation = schedule.FinishedBy[order];
        for (var steps = 0; operation >= 0 && steps < MostSteps; steps++)
        {
            ref readonly var row = ref schedule.Rows[operation];
            var (at, minutes) = (floor.OperationOrder[operation], OperationWork.Median(floor.Work[operation]));
            if (at == order)
                Own += minutes;
            else
                (Supply, SupplyOrder) = (Supply + minutes, at);
            Wait(floor.WorkCenter[operation], row.Queued);
            if (row.ReadyBy.Kind == BindingKind.Source)
                (Root, RootOrder) = (row.ReadyBy.Index, at);
            operation = row.ReadyBy.Kind switch
            {
                BindingKind.Predecessor => row.ReadyBy.Index,
                BindingKind.SubOrder => schedule.FinishedBy[row.ReadyBy.Index],
                _ => -1,
            };
        }
    }

    private void Wait(int workCenter, double minutes)
    {
        if (minutes <= 0)
            return;
        Waits += minutes;
        for (var q = 0; q < _queues.Count; q++)
        {
            if (_queues[q].WorkCenter != workCenter)
                continue;
            _queues[q] = (workCenter, _queues[q].Minutes + minutes);
            return;
        }
        _queues.Add((workCenter, minutes));
    }
}
