using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Folding;

/// <summary>Nanoseconds of the processor and bytes of the fold of an event, by kind: of one fold of the runs.</summary>
internal sealed class FoldTimes
{
    private readonly Dictionary<string, (long Time, long Bytes, int Events)> _kinds = [];

    /// <summary>Folds them all, and publishes as a running site does, untimed, between rounds of the walk.</summary>
    /// <param name="state">Is changed.</param>
    /// <param name="runs">In order.</param>
    /// <param name="from">The first run that is timed.</param>
    /// <param name="runsPerPublish">A picture is taken of the twins after so many runs.</param>
    /// <param name="withCollections">Counts runs in which garbage was collected too: whose garbage it was, a run does not tell.</param>
    public static FoldTimes Of(SiteState state, IReadOnlyList<EventRun> runs, int from, int runsPerPublish, bool withCollections)
    {
        var times = new FoldTimes();
        for (var r = 0; r < runs.Count; r++)
        {
            if (r % runsPerPublish == 0)
                state.Publish();
            var (begun, bytes) = (ProcessorClock.ThreadNanoseconds(), GC.GetAllocatedBytesForCurrentThread());
            var collected = GC.CollectionCount(0);
            var position = state.Position;
            foreach (var one in runs[r].Events)
                state.Apply(new SiteRecord(++position, one.Time, one));
            if (r >= from && (withCollections || collected == GC.CollectionCount(0)))
                times.Add(runs[r].Kind, ProcessorClock.ThreadNanoseconds() - begun, GC.GetAllocatedBytesForCurrentThread() - bytes, runs[r].Events.Length);
        }
        return times;
    }

    public IEnumerable<string> Kinds => _kinds.Keys;

    public int Events(string kind) => _kinds[kind].Events;

    public double Nanoseconds(string kind) => (double)_kinds[kind].Time / _kinds[kind].Events;

    public double Bytes(string kind) => (double)_kinds[kind].Bytes / _kinds[kind].Events;

    private void Add(string kind, long time, long bytes, int events)
    {
        var known = _kinds.GetValueOrDefault(kind);
        _kinds[kind] = (known.Time + time, known.Bytes + bytes, known.Events + events);
    }
}
