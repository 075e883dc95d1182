using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Engine.Decisions;

/// <summary>
/// The trace contexts of the newest events that a decision may go back to, so that a trace leads from a machine's or supplier's word to the
/// write in the ERP. A request's own context is in no journal: after a restart the older ones are not known any more.
/// </summary>
public sealed class RootTraces
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _traces = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers those that carry a context and may be a root.</summary>
    public void Add(IReadOnlyList<CloudEvent> events)
    {
        foreach (var one in events)
        {
            if (one.TraceParent is not { } trace || !MayBeRoot(one.Data))
                continue;
            lock (_gate)
            {
                if (_traces.TryAdd(one.Id, trace))
                    _order.Enqueue(one.Id);
                if (_order.Count > Limits.RootTraces)
                    _traces.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>The context of an event; null when none is known.</summary>
    public string? Find(string id)
    {
        lock (_gate)
            return _traces.GetValueOrDefault(id);
    }

    // What comes by the thousand a second, counts and measurements, is the root of nothing a rule decides on.
    private static bool MayBeRoot(EventData data) => data is not (MachineCountData or MachineMeasurementData or OperationReportData);
}
