namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>The one state a work center shows, and since when.</summary>
public static class PresentState
{
    /// <returns><see cref="WorkCenterTwin.WorstState"/>, and since when the first of its units is in it; no time when nothing was heard.</returns>
    public static (MachineState State, DateTimeOffset? Since) Of(WorkCenterTwin workCenter)
    {
        var state = workCenter.WorstState;
        var since = workCenter.State == state ? workCenter.StateSince : null;
        foreach (var unit in workCenter.Units)
        {
            if (unit.State == state && !(since <= unit.Since))
                since = unit.Since;
        }
        return (state, since);
    }
}
