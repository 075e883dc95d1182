using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Intake.Simulation;

// What takes units out, and brings them back.
public sealed partial class FloorSimulation
{
    private void OpenOutages(SimulatedCenter center)
    {
        foreach (var outage in _site.Truth.Outages.Where(one => one.WorkCenter == center.Spec.Id))
        {
            for (var u = 0; u < center.Units.Length; u += Math.Max(1, outage.UnitsAtOnce))
            {
                var first = (outage.First ?? outage.Between).Draw(Luck(center, u, outage));
                if (outage.Clock == OutageClock.Wall)
                    Note(Math.Max(0, first), new Happening(Kind.Out, center, u, 0, outage));
                else
                    center.Units[u].WorkLeft[outage] = first;
            }
        }
    }

    private Chance Luck(SimulatedCenter center, int unit, OutageTruth outage) => _chance.Of($"out/{center.Spec.Id}/{unit}/{outage.Reason}/{_now}");

    private void GoOut(SimulatedCenter center, int u, int stamp, OutageTruth outage)
    {
        if (outage.Clock == OutageClock.Work && center.Units[u].Stamp != stamp)
            return;
        var luck = Luck(center, u, outage);
        for (var one = u; one < Math.Min(center.Units.Length, u + Math.Max(1, outage.UnitsAtOnce)); one++)
            GoOut(center, one, outage);
        Note(_now + Math.Max(1, outage.Lasts.Draw(luck)), new Happening(Kind.Up, center, u, 0, outage));
    }

    private void GoOut(SimulatedCenter center, int u, OutageTruth outage)
    {
        var unit = center.Units[u];
        if (unit.Outages++ > 0)
            return;
        if (unit.Step is { } step && !double.IsNaN(unit.Since))
        {
            Count(center, unit);
            Say(Report(OperationReport.Paused, step));
        }
        unit.Stamp++;
        Machine(center, u, MachineState.Aborted, outage.Reason, always: true);
    }

    private void ComeUp(SimulatedCenter center, int first, OutageTruth outage)
    {
        var luck = _chance.Of($"up/{center.Spec.Id}/{first}/{outage.Reason}/{_now}");
        if (outage.Clock == OutageClock.Wall)
            Note(_now + Math.Max(1, outage.Between.Draw(luck)), new Happening(Kind.Out, center, first, 0, outage));
        else
            center.Units[first].WorkLeft[outage] = outage.Between.Draw(luck);
        for (var u = first; u < Math.Min(center.Units.Length, first + Math.Max(1, outage.UnitsAtOnce)); u++)
        {
            var unit = center.Units[u];
            if (--unit.Outages > 0)
                continue;
            Machine(center, u, MachineState.Idle, null, always: true);
            if (unit.Step is not null)
                Note(center.Hours.NextOpen(_now), new Happening(Kind.GoesOn, center, u, ++unit.Stamp));
        }
        LookSoon(center);
    }

    private void GoOn(SimulatedCenter center, int u, int stamp)
    {
        var unit = center.Units[u];
        if (unit.Stamp != stamp || unit.Step is not { } step)
            return;
        Say(Report(OperationReport.Resumed, step));
        Machine(center, u, MachineState.Execute, null);
        Work(center, u);
    }

    /// <summary>What stands is always told; what runs, where machines report.</summary>
    private void Machine(SimulatedCenter center, int unit, MachineState state, string? reason, bool always = false)
    {
        if (always || _site.ReportsMachines)
            Say(new MachineStateData(state, center.Units[unit].Name, reason, null) { Entity = center.Spec.Id });
    }
}
