using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using Interval = ShopFloorTwin.Core.Forecast.Interval;

namespace ShopFloorTwin.Core.Tests.Learning;

/// <summary>Minutes worked, without lists, against the set arithmetic on lists.</summary>
public sealed class WorkedTimeProperties
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly CalendarSpec Shifts = new()
    {
        Id = "shifts",
        Weekly = [new() { Days = ["mon", "tue", "wed", "fri"], From = "06:00", To = "11:30" }, new() { Days = ["mon", "wed", "thu"], From = "13:00", To = "22:00" }],
        Exceptions = [new() { Date = "2026-11-04", Closed = true }],
    };
    private static readonly SitePlan Plan = new() { Site = "s", Calendars = ImmutableDictionary<string, CalendarSpec>.Empty.Add("shifts", Shifts) };

    private static readonly Gen<(int From, int Minutes)> Spans = from start in Gen.Choose(0, 12_000) from minutes in Gen.Choose(1, 3_000) select (start, minutes);

    private sealed record Case(bool HasCalendar, (int From, int Minutes)[] Stood, (int From, int Minutes)[] Planned, int Still, (int From, int Minutes) Asked);

    private static readonly Gen<Case> Cases =
        from calendar in Gen.Elements(true, false)
        from stood in Spans.ArrayOf(3)
        from planned in Spans.ArrayOf(2)
        from still in Gen.Choose(-6_000, 15_000)
        from asked in Spans
        select new Case(calendar, stood, planned, still, asked);

    [Fact]
    public void Minutes_worked_are_open_hours_without_stops_whatever_was_asked_before()
    {
        var worked = new WorkedTime();
        Prop.ForAll(Cases.ToArbitrary(), one => Holds(worked, one)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static bool Holds(WorkedTime worked, Case one)
    {
        var center = new WorkCenterTwin
        {
            Id = "WC",
            Calendar = one.HasCalendar ? "shifts" : null,
            Standstills = [.. one.Stood.Select(span => new Standstill(At(span.From), At(span.From + span.Minutes)))],
            PlannedStops = [.. one.Planned.Select(span => new PlannedStop(At(span.From), At(span.From + span.Minutes), null, null))],
            State = one.Still < 0 ? MachineState.Execute : MachineState.Aborted,
            StateSince = At(Math.Max(0, one.Still)),
        };
        var (from, to) = (At(one.Asked.From), At(one.Asked.From + one.Asked.Minutes));
        List<Interval> asked = [new(from, to)];
        var open = one.HasCalendar
            ? Intervals.Subtract(asked, Intervals.Subtract(asked, OpenHours.Of(Shifts, TimeZoneInfo.Utc, from, to)))
            : asked;
        var expected = Total(Intervals.Subtract(open, OperationWork.Lost(center, to)));
        return worked.Minutes(Plan, center, from, to).Equals(expected) && worked.OpenMinutes(Plan, center, from, to).Equals(Total(open));
    }

    private static DateTimeOffset At(int minutes) => Monday.AddMinutes(minutes);

    private static double Total(List<Interval> intervals)
    {
        var minutes = 0.0;
        foreach (var interval in intervals)
            minutes += (interval.To - interval.From).TotalMinutes;
        return minutes;
    }
}
