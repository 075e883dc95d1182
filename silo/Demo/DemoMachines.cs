using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>Machines execute while operations run on them, break down now and then, and are repaired.</summary>
internal static class DemoMachines
{
    private const int StateEventsPerStep = 4;
    private static readonly TimeSpan MeanTimeBetweenFailures = TimeSpan.FromHours(14);
    private static readonly TimeSpan MeanTimeToRepair = TimeSpan.FromMinutes(40);

    private static readonly (string Code, string Reason)[] Faults =
    [
        ("E-1107", "tool breakage"), ("E-2030", "hydraulic pressure low"), ("E-3312", "axis following error"),
        ("E-4102", "drive overcurrent"), ("E-5008", "coolant pump fault"), ("E-6120", "door interlock fault"),
    ];

    public static void Run(DemoStep step)
    {
        var said = 0;
        foreach (var workCenter in step.Floor.WorkCenters)
        {
            if (DemoCatalog.Find(workCenter.Id) is not { } known)
                continue;
            var isOpen = DemoHours.IsOpen(known.Calendar, step.Now);
            var running = isOpen ? step.Floor.At(workCenter.Id, OperationState.Running).Count : 0;
            foreach (var unit in Units(known))
            {
                var state = unit is null ? workCenter.State : workCenter.UnitStates.GetValueOrDefault(unit);
                if (Next(step, state, running) is not { } next || said >= StateEventsPerStep)
                {
                    running -= state.IsDown() ? 0 : 1;
                    continue;
                }
                said++;
                running -= next.IsDown() ? 0 : 1;
                Say(step, workCenter, unit, next, wasDown: state.IsDown());
            }
            ClearAlarms(step, workCenter, known);
        }
    }

    // Null: as it is. The units that are up take the running operations one after the other.
    private static MachineState? Next(DemoStep step, MachineState state, int runningLeft)
    {
        if (state.IsDown())
            return step.Happens(MeanTimeToRepair) ? MachineState.Idle : null;
        if (state == MachineState.Execute && runningLeft > 0 && step.Happens(MeanTimeBetweenFailures))
            return MachineState.Aborted;
        var wanted = runningLeft > 0 ? MachineState.Execute : MachineState.Idle;
        return state == wanted || (state == MachineState.Undefined && wanted == MachineState.Idle) ? null : wanted;
    }

    private static void Say(DemoStep step, WorkCenterView workCenter, string? unit, MachineState state, bool wasDown)
    {
        if (!state.IsDown())
        {
            step.Say(new MachineStateData(state, unit, wasDown ? "repaired" : null, null) { Entity = workCenter.Id });
            return;
        }
        var (code, reason) = Faults[step.Random.Next(Faults.Length)];
        step.Say(new MachineStateData(state, unit, reason, code) { Entity = workCenter.Id });
        step.Say(new MachineAlarmData(code, "high", reason, true) { Entity = workCenter.Id });
    }

    private static void ClearAlarms(DemoStep step, WorkCenterView workCenter, DemoWorkCenter known)
    {
        if (DemoFloor.UnitsUp(workCenter, known) < known.Capacity)
            return;
        foreach (var signal in workCenter.Signals.Where(s => s.Kind == "alarm"))
            step.Say(new MachineAlarmData(signal.Text.Split(':')[0], null, null, false) { Entity = workCenter.Id });
    }

    // A single machine is the work center.
    private static IEnumerable<string?> Units(DemoWorkCenter known) =>
        known.Capacity == 1 ? [null] : Enumerable.Range(1, known.Capacity).Select<int, string?>(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
