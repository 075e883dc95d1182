using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.WorkCenters;

public sealed partial record WorkCenterTwin
{
    /// <summary>Active alarms kept; the oldest goes first.</summary>
    public const int AlarmsMax = 32;

    /// <summary>Characteristics whose last value is kept; the one heard longest ago goes first.</summary>
    public const int MeasurementsMax = 64;

    /// <summary>Counters whose last total is kept.</summary>
    public const int TotalsMax = 64;

    /// <summary>Pieces a count adds: itself, or a running total less the last one. A total lower than the last was set back and counts in full.</summary>
    internal (double Good, double Scrap) Added(MachineCountData said, DateTimeOffset time)
    {
        if (!said.IsTotal)
            return (said.Good, said.Scrap);
        var last = Totals.FirstOrDefault(total => total.Unit == (said.Unit ?? ""));
        if (last is null)
            return (said.Good, said.Scrap);
        return time < last.Time ? (0, 0) : (Since(last.Good, said.Good), Since(last.Scrap, said.Scrap));
    }

    /// <summary>The work center after a count, with what <see cref="Added"/> made of it.</summary>
    internal WorkCenterTwin Counted(MachineCountData said, double good, double scrap, DateTimeOffset time, long position) => this with
    {
        Good = Good + good,
        Scrap = Scrap + scrap,
        Totals = said.IsTotal ? TotalsWith(said, time) : Totals,
        Position = position,
    };

    internal WorkCenterTwin Alarmed(MachineAlarmData said, CloudEvent alarm)
    {
        var index = 0;
        while (index < Alarms.Length && Alarms[index].Code != said.Code)
            index++;
        var known = index < Alarms.Length ? Alarms[index] : null;
        if (!said.Active)
            return known is null || known.Since > alarm.Time ? this : this with { Alarms = Alarms.RemoveAt(index) };
        if (known is not null)
            return this with { Alarms = Alarms.SetItem(index, known with { Severity = said.Severity ?? known.Severity, Text = said.Text ?? known.Text }) };
        var alarms = Alarms.Length < AlarmsMax ? Alarms : Alarms.RemoveAt(0);
        return this with { Alarms = alarms.Add(new ActiveAlarm(said.Code, said.Severity, said.Text, alarm.Time, new EventRef(alarm.Id, alarm.Time))) };
    }

    internal WorkCenterTwin Measured(MachineMeasurementData said, DateTimeOffset time)
    {
        var last = new LastMeasurement(said.Characteristic, said.Value, said.Uom, said.Lower, said.Upper, time);
        for (var i = 0; i < Measurements.Length; i++)
            if (Measurements[i].Characteristic == said.Characteristic)
                return Measurements[i].Time > time ? this : this with { Measurements = Measurements.SetItem(i, last with { Characteristic = Measurements[i].Characteristic }) };
        var kept = Measurements.Length < MeasurementsMax ? Measurements : Measurements.Remove(Measurements.MinBy(measurement => measurement.Time)!);
        return this with { Measurements = kept.Add(last) };
    }

    private ImmutableArray<CounterTotal> TotalsWith(MachineCountData said, DateTimeOffset time)
    {
        var unit = said.Unit ?? "";
        for (var i = 0; i < Totals.Length; i++)
            if (Totals[i].Unit == unit)
                return Totals[i].Time > time ? Totals : Totals.SetItem(i, new CounterTotal(Totals[i].Unit, said.Good, said.Scrap, time));
        var kept = Totals.Length < TotalsMax ? Totals : Totals.Remove(Totals.MinBy(total => total.Time)!);
        return kept.Add(new CounterTotal(unit, said.Good, said.Scrap, time));
    }

    private static double Since(double last, double total) => total < last ? total : total - last;
}
