using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>One unit of capacity that is down, since when and by which event; <paramref name="Unit"/> is null when the whole work center was reported.</summary>
public readonly record struct DownUnit(string? Unit, DateTimeOffset Since, EventRef Event);

public sealed partial record WorkCenterTwin
{
    /// <summary>Units heard of that are kept.</summary>
    public const int UnitsMax = 64;

    /// <summary>Standstills that are kept; the oldest goes first.</summary>
    public const int StandstillsMax = 64;

    /// <summary>The worst of the units and the whole: down before anything else, producing last.</summary>
    public MachineState WorstState
    {
        get
        {
            if (Units.IsEmpty)
                return State;
            var isWholeHeard = State != MachineState.Undefined && Units.Length < Capacity;
            var worst = isWholeHeard ? State : Units[0].State;
            foreach (var unit in Units)
                if (Badness(unit.State) > Badness(worst))
                    worst = unit.State;
            return worst;
        }
    }

    /// <summary>The units of capacity that are down, at most all of them; a unit reported by name speaks for itself, the others go by the whole.</summary>
    public ImmutableArray<DownUnit> DownUnits()
    {
        var down = ImmutableArray.CreateBuilder<DownUnit>();
        foreach (var unit in Units)
            if (unit.State.IsDown() && down.Count < Capacity)
                down.Add(new DownUnit(unit.Unit, unit.Since, unit.Event));
        if (State.IsDown() && StateEvent is { } whole)
            for (var i = Units.Length; i < Capacity; i++)
                down.Add(new DownUnit(null, StateSince ?? whole.Time, whole));
        return down.DrainToImmutable();
    }

    /// <summary>The newest report by time wins; the whole's report takes back older ones of units.</summary>
    internal WorkCenterTwin Reported(MachineStateData said, CloudEvent report)
    {
        var next = said.Unit is { Length: > 0 } unit ? UnitReported(unit, said, report) : WholeReported(said, report);
        if (StillSince() is not { } since || next.StillSince() is not null || report.Time <= since)
            return next;
        var earlier = Standstills.Length < StandstillsMax ? Standstills : Standstills.RemoveAt(0);
        var last = DownUnits().MaxBy(unit => unit.Since);
        var reason = last.Unit is null ? StateReason : Units.First(unit => unit.Unit == last.Unit).Reason;
        return next with { Standstills = earlier.Add(new Standstill(since, report.Time, last.Event, reason)) };
    }

    /// <summary>Since when all of its units are down; null: one works, or may.</summary>
    public DateTimeOffset? StillSince()
    {
        var down = DownUnits();
        return down.Length < Capacity ? null : down.Max(unit => unit.Since);
    }

    private WorkCenterTwin WholeReported(MachineStateData said, CloudEvent report)
    {
        if (StateHeardAt > report.Time)
            return this;
        var isSame = State == said.State && StateEvent is not null;
        return this with
        {
            Clock = ClockAt(report.Time),
            State = said.State,
            StateSince = isSame ? StateSince : report.Time,
            StateEvent = isSame ? StateEvent : new EventRef(report.Id, report.Time),
            StateReason = said.Reason ?? said.Code ?? (isSame ? StateReason : null),
            StateHeardAt = report.Time,
            Units = Units.RemoveAll(unit => unit.HeardAt < report.Time),
        };
    }

    private WorkCenterTwin UnitReported(string name, MachineStateData said, CloudEvent report)
    {
        if (StateHeardAt > report.Time)
            return this;
        var place = 0;
        while (place < Units.Length && string.CompareOrdinal(Units[place].Unit, name) < 0)
            place++;
        var known = place < Units.Length && Units[place].Unit == name ? Units[place] : null;
        if (known?.HeardAt > report.Time)
            return this;
        var next = known?.State == said.State
            ? known with { HeardAt = report.Time, Reason = said.Reason ?? said.Code ?? known.Reason }
            : new UnitState(known?.Unit ?? name, said.State, report.Time, said.Reason ?? said.Code, new EventRef(report.Id, report.Time), report.Time);
        var units = known is null ? Units.Insert(place, next) : Units.SetItem(place, next);
        if (units.Length > UnitsMax)
            units = units.Remove(units.MinBy(unit => unit.HeardAt)!);
        return this with { Clock = ClockAt(report.Time), Units = units };
    }

    /// <summary>The clock with the interval up to now closed, under the state that held until now.</summary>
    private EquipmentClock ClockAt(DateTimeOffset time)
    {
        if (Clock.Until is not { } until)
            return new EquipmentClock(time, time, 0, 0, 0);
        if (time <= until)
            return Clock;
        var minutes = (time - until).TotalMinutes;
        var state = WorstState;
        return state.IsDown() ? Clock with { Until = time, DownMinutes = Clock.DownMinutes + minutes }
            : state.IsProducing() ? Clock with { Until = time, ProducingMinutes = Clock.ProducingMinutes + minutes }
            : Clock with { Until = time, OtherMinutes = Clock.OtherMinutes + minutes };
    }

    private static int Badness(MachineState state) => state.IsDown() ? 2 : state.IsProducing() ? 0 : 1;
}
