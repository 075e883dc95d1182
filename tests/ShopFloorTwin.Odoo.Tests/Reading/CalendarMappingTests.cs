using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Tests.Reading;

public sealed class CalendarMappingTests
{
    [Fact]
    public void Working_hours_are_local_and_days_that_open_alike_stand_together()
    {
        var plant = new OdooTables().Map().Plant;

        Assert.Equal("Europe/Paris", plant.TimeZone);
        var hours = Assert.Single(Assert.Single(plant.Calendars).Weekly);
        Assert.Equal(["mon", "tue", "wed", "thu", "fri"], hours.Days);
        Assert.Equal(("06:00", "22:00"), (hours.From, hours.To));
        Assert.Equal("Two shifts", Assert.Single(plant.WorkCenters).Calendar);
    }

    [Fact]
    public void A_lunch_break_is_no_working_time()
    {
        var tables = new OdooTables()
            .Add("resource.calendar.attendance", new { id = 10, calendar_id = 2, dayofweek = "0", hour_from = 8.0, hour_to = 12.0, day_period = "morning" })
            .Add("resource.calendar.attendance", new { id = 30, calendar_id = 2, dayofweek = "0", hour_from = 12.0, hour_to = 13.0, day_period = "lunch" })
            .Add("resource.calendar.attendance", new { id = 31, calendar_id = 2, dayofweek = "0", hour_from = 13.0, hour_to = 17.5, day_period = "afternoon" });

        var monday = Assert.Single(tables.Map().Plant.Calendars).Weekly.Where(hours => hours.Days.Contains("mon"));
        Assert.Equal([("08:00", "12:00"), ("13:00", "17:30")], monday.Select(hours => (hours.From, hours.To)));
    }

    [Fact]
    public void A_calendar_of_two_weeks_is_laid_out_by_date()
    {
        var tables = new OdooTables().Add("resource.calendar", new { id = 2, name = "Alternating", tz = "Europe/Paris", two_weeks_calendar = true });
        for (var day = 0; day < 5; day++)
            tables.Add("resource.calendar.attendance", new { id = 10 + day, calendar_id = 2, dayofweek = $"{day}", hour_from = 6.0, hour_to = 14.0, day_period = "morning", week_type = "0" })
                .Add("resource.calendar.attendance", new { id = 20 + day, calendar_id = 2, dayofweek = $"{day}", hour_from = 14.0, hour_to = 22.0, day_period = "afternoon", week_type = "1" });

        var calendar = Assert.Single(tables.Map().Plant.Calendars);
        Assert.Equal("06:00", Assert.Single(calendar.Weekly).From);
        var exceptions = calendar.Exceptions.ToDictionary(exception => exception.Date, exception => exception.From);
        // 2026-11-02 begins an odd week: 105,703 whole weeks after Monday, the first of January of the year 1.
        Assert.Equal("14:00", exceptions["2026-11-02"]);
        Assert.False(exceptions.ContainsKey("2026-11-09"));
        Assert.Equal("14:00", exceptions["2026-11-16"]);
    }

    [Fact]
    public void Time_off_stops_the_work_centers_it_is_for_and_planned_work_orders_do_not()
    {
        var tables = new OdooTables()
            .Add("mrp.workcenter", new { id = 8, code = "SAW", name = "Saw", resource_calendar_id = 2, resource_id = 80, time_efficiency = 100.0 })
            .Add("resource.calendar.leaves", new { id = 1, name = "Christmas", resource_id = false, calendar_id = 2, date_from = "2026-12-24 23:00:00", date_to = "2026-12-26 22:59:59", time_type = "leave" })
            .Add("resource.calendar.leaves", new { id = 2, name = "Rebuild", resource_id = 80, calendar_id = 2, date_from = "2026-11-10 06:00:00", date_to = "2026-11-11 06:00:00", time_type = "leave" })
            .Add("resource.calendar.leaves", new { id = 3, name = "WH/MO/00005 - Mill", resource_id = 70, calendar_id = 2, date_from = "2026-11-22 04:11:35", date_to = "2026-11-22 08:11:35", time_type = "other" })
            .Add("resource.calendar.leaves", new { id = 4, name = "Long ago", resource_id = false, calendar_id = 2, date_from = "2025-12-24 23:00:00", date_to = "2025-12-26 22:59:59", time_type = "leave" });

        var stops = tables.Map().Plant.WorkCenters.ToDictionary(workCenter => workCenter.Id, workCenter => workCenter.PlannedStops.Select(stop => stop.Reason!).ToArray());
        Assert.Equal(["Christmas"], stops["GLUE"]);
        Assert.Equal(["Rebuild", "Christmas"], stops["SAW"]);
    }

    [Fact]
    public void A_calendar_of_another_zone_opens_at_the_same_moments_here_today()
    {
        var tables = new OdooTables()
            .Add("resource.calendar", new { id = 3, name = "Tokyo hours", tz = "Asia/Tokyo", two_weeks_calendar = false })
            .Add("resource.calendar.attendance", new { id = 90, calendar_id = 3, dayofweek = "0", hour_from = 0.0, hour_to = 9.0, day_period = "morning" })
            .Add("mrp.workcenter", new { id = 8, code = "SAW", name = "Saw", resource_calendar_id = 3, resource_id = 80, time_efficiency = 100.0 })
            .Add("mrp.workcenter", new { id = 9, code = "MILL", name = "Mill", resource_calendar_id = 2, resource_id = 90, time_efficiency = 100.0 });

        var mapped = tables.Map();
        // Monday 00:00 to 09:00 in Tokyo is Sunday 16:00 to Monday 01:00 in a Parisian winter.
        var hours = mapped.Plant.Calendars.Single(calendar => calendar.Id == "Tokyo hours").Weekly.Select(each => (each.Days[0], each.From, each.To));
        Assert.Equal([("mon", "00:00", "01:00"), ("sun", "16:00", "24:00")], hours.Order());
        Assert.Contains(mapped.Findings.Items, finding => finding.Kind == "otherTimeZone");
    }

    [Fact]
    public void A_calendar_without_hours_leaves_its_work_centers_open_and_is_found()
    {
        var mapped = new OdooTables()
            .Add("resource.calendar", new { id = 3, name = "Flexible", tz = "Europe/Paris" })
            .Add("mrp.workcenter", new { id = 7, code = "GLUE", name = "Gluing", resource_calendar_id = 3, time_efficiency = 100.0 }).Map();

        Assert.Null(Assert.Single(mapped.Plant.WorkCenters).Calendar);
        Assert.Contains(mapped.Findings.Items, finding => finding.Kind == "noHours");
    }

    /// <summary>Up to twenty spans anywhere in a week, some over midnight, some over others.</summary>
    private static readonly Arbitrary<(int From, int To)[]> AnySpans = (
        from start in Gen.Choose(0, WeekHours.MinutesPerWeek - 1)
        from minutes in Gen.Choose(1, 2_000)
        select (start, Math.Min(WeekHours.MinutesPerWeek, start + minutes))).ArrayOf().ToArbitrary();

    [Fact]
    public void Any_hours_of_a_week_come_out_as_the_same_minutes() => Prop.ForAll(
        AnySpans,
        spans =>
        {
            var open = new bool[WeekHours.MinutesPerWeek];
            foreach (var (from, to) in spans)
                Array.Fill(open, true, from, to - from);

            Assert.Equal(open, Minutes(WeekHours.Of(spans).Weekly()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Hours_moved_there_and_back_are_the_same_hours() => Prop.ForAll(
        AnySpans, Gen.Choose(-20_000, 20_000).ToArbitrary(),
        (spans, shift) =>
        {
            var hours = WeekHours.Of(spans);

            Assert.Equal(hours.OpenMinutes, hours.Shifted(shift).OpenMinutes);
            Assert.Equal(hours.Spans, hours.Shifted(shift).Shifted(-shift).Spans);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "00:00")]
    [InlineData(7.5, "07:30")]
    [InlineData(13.083333, "13:05")]
    [InlineData(23.99, "24:00")]
    [InlineData(24, "24:00")]
    public void An_hour_of_Odoo_is_a_time_of_day(double hour, string clock) => Assert.Equal(clock, WeekHours.Clock(WeekHours.MinutesOf(hour)));

    private static bool[] Minutes(IReadOnlyList<WeeklyHoursSpec> weekly)
    {
        string[] days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        var open = new bool[WeekHours.MinutesPerWeek];
        foreach (var hours in weekly)
            foreach (var day in hours.Days)
                for (var minute = Minute(hours.From); minute < Minute(hours.To); minute++)
                    open[(Array.IndexOf(days, day) * 1440) + minute] = true;
        return open;
    }

    private static int Minute(string clock) => (int.Parse(clock[..2]) * 60) + int.Parse(clock[3..]);
}
