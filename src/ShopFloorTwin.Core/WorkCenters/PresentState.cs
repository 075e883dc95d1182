namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>The one state a work center shows, of what was reported for the whole and for its units.</summary>
public static class PresentState
{
    /// <summary>
    /// A report for the whole work center also speaks for its units until they report again;
    /// of the units heard since, the worst state shows, down before all others.
    /// </summary>
    /// <returns>The state and since when; no time when nothing was heard.</returns>
    public static (MachineState State, DateTimeOffset? Since) Of(WorkCenterTwin workCenter)
    {
        var worst = default(UnitState);
        foreach (var unit in workCenter.Units)
        {
            if (unit.Since < workCenter.StateSince)
                continue;
            if (worst is null || Severity(unit.State) > Severity(worst.State) || Severity(unit.State) == Severity(worst.State) && unit.Since < worst.Since)
                worst = unit;
        }
        return worst is null ? (workCenter.State, workCenter.StateSince) : (worst.State, worst.Since);
    }

    private static int Severity(MachineState state) => state switch
    {
        MachineState.Aborting or MachineState.Aborted or MachineState.Clearing => 7,
        MachineState.Stopping or MachineState.Stopped => 6,
        MachineState.Holding or MachineState.Held => 5,
        MachineState.Suspending or MachineState.Suspended or MachineState.Unsuspending or MachineState.Unholding => 4,
        MachineState.Idle or MachineState.Complete or MachineState.Resetting or MachineState.Starting => 3,
        MachineState.Execute or MachineState.Completing => 2,
        _ => 1,
    };
}
