using System.Collections.Immutable;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Learning.Machines;

/// <summary>What a report of a machine's state teaches of its stops.</summary>
internal static class StopLearning
{
    /// <summary>A stop so long before a planned one is that one, begun early.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(30);

    /// <summary>An interval between two reports of more minutes counts only where the calendar is open.</summary>
    private const double LongIntervalMinutes = 60;

    /// <summary>No overrun is credible beyond these factors.</summary>
    private const double LeastFactor = 0.1, MostFactor = 10;

    /// <summary>The model after a report.</summary>
    /// <param name="model">Before it.</param>
    /// <param name="before">The work center before it.</param>
    /// <param name="after">The work center after it; the same when the report came too late to count.</param>
    /// <param name="at">Time of the report.</param>
    /// <param name="openTime">Of the work center.</param>
    public static MachineModel Reported(MachineModel model, WorkCenterTwin before, WorkCenterTwin after, DateTimeOffset at, in OpenTime openTime)
    {
        if (ReferenceEquals(before, after))
            return model;
        var next = Counted(model, before, at, openTime);
        if (model.Running.IsEmpty && !IsAnyDown(after))
            return next;
        foreach (var stop in model.Running)
        {
            // Of a unit the whole has taken along, the whole goes on telling.
            if (!IsDown(after, stop.Unit))
                next = stop.Unit.Length > 0 && IsDown(after, "") ? next with { Running = next.Running.Remove(stop) } : Ended(next, stop, after, at, openTime);
        }
        if (IsDown(after, "") && !IsRunning(next, ""))
            next = Begun(next, "", after, at);
        foreach (var unit in after.Units)
        {
            if (unit.State.IsDown() && !IsRunning(next, unit.Unit))
                next = Begun(next, unit.Unit, after, at);
        }
        return next;
    }

    /// <summary>Maintenance was done in a planned stop, of a work center that says nothing of its states.</summary>
    public static MachineModel Maintained(MachineModel model, WorkCenterTwin before, DateTimeOffset at)
    {
        var running = before.PlannedStops.FirstOrDefault(stop => stop.From < at && at < stop.To);
        return running is null || !model.Running.IsEmpty ? model : model with { Overruns = Overrun(model, (at - running.From) / (running.To - running.From)) };
    }

    private static MachineModel Begun(MachineModel model, string unit, WorkCenterTwin center, DateTimeOffset at)
    {
        var planned = Planned(center, at);
        return model with { Running = model.Running.Add(new RunningStop(unit, at, planned?.From, planned is null ? 0 : (planned.To - planned.From).TotalMinutes)) };
    }

    private static MachineModel Ended(MachineModel model, RunningStop stop, WorkCenterTwin center, DateTimeOffset at, in OpenTime openTime)
    {
        var next = model with { Running = model.Running.Remove(stop) };
        var minutes = (at - stop.From).TotalMinutes;
        if (minutes <= 0)
            return next;
        // Maintenance may be announced while it is on.
        var late = stop.Planned is null ? Planned(center, stop.From) : null;
        if (stop.Planned is { } planned)
            return next with { Overruns = Overrun(model, (at - planned).TotalMinutes / Math.Max(1, stop.PlannedMinutes)) };
        if (late is not null)
            return next with { Overruns = Overrun(model, (at - late.From) / (late.To - late.From)) };
        var open = openTime.Minutes(stop.From, at);
        if (open < MachineModel.ShortStopMinutes)
        {
            // Switched off when the shift ends and on when the next begins, it did not fail.
            return minutes < MachineModel.ShortStopMinutes
                ? next with { ShortStops = model.ShortStops + 1, ShortStopMinutesLost = model.ShortStopMinutesLost + minutes }
                : next;
        }
        return next with { Failures = model.Failures + 1, Repairs = model.Repairs.With(minutes, MachineBeliefs.StatedRepair) };
    }

    private static LogTally Overrun(MachineModel model, double factor) => model.Overruns.With(Math.Clamp(factor, LeastFactor, MostFactor), MachineBeliefs.StatedOverrun);

    /// <summary>Minutes since the report before, for the units that produced.</summary>
    private static MachineModel Counted(MachineModel model, WorkCenterTwin before, DateTimeOffset at, in OpenTime openTime)
    {
        if (model.CountedTo is not { } since)
            return model with { CountedTo = at };
        if (at <= since)
            return model;
        var producing = before.State.IsProducing() ? Math.Max(0, before.Capacity - before.Units.Length) : 0;
        foreach (var unit in before.Units)
            producing += unit.State.IsProducing() ? 1 : 0;
        if (producing == 0)
            return model with { CountedTo = at };
        var minutes = (at - since).TotalMinutes;
        var counted = producing * (minutes <= LongIntervalMinutes ? minutes : openTime.Minutes(since, at));
        var keep = Math.Max(0, 1 - counted / MachineModel.MemoryMinutes);
        return model with
        {
            CountedTo = at,
            ProducingMinutes = model.ProducingMinutes * keep + counted,
            Failures = model.Failures * keep,
            ShortStops = model.ShortStops * keep,
            ShortStopMinutesLost = model.ShortStopMinutesLost * keep,
        };
    }

    private static PlannedStop? Planned(WorkCenterTwin center, DateTimeOffset from)
    {
        foreach (var stop in center.PlannedStops)
            if (stop.From - Early <= from && from < stop.To)
                return stop;
        return null;
    }

    private static bool IsAnyDown(WorkCenterTwin center)
    {
        if (center.State.IsDown())
            return true;
        foreach (var unit in center.Units)
            if (unit.State.IsDown())
                return true;
        return false;
    }

    private static bool IsDown(WorkCenterTwin center, string unit)
    {
        if (unit.Length == 0)
            return center.State.IsDown();
        foreach (var one in center.Units)
            if (one.Unit == unit)
                return one.State.IsDown();
        return false;
    }

    private static bool IsRunning(MachineModel model, string unit)
    {
        foreach (var stop in model.Running)
            if (stop.Unit == unit)
                return true;
        return false;
    }
}
