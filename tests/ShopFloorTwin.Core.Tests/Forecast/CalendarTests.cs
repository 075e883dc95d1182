using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class CalendarTests
{
    [Fact]
    public void Work_that_does_not_fit_before_the_week_end_goes_on_on_Monday()
    {
        var shop = new Shop { Now = DateTimeOffset.Parse("2026-11-06T20:00:00+01:00") }.WorkCenter("MILL", Shop.TwoShift).Made("P", "MILL:240");
        var due = DateTimeOffset.Parse("2026-11-07T12:00:00+01:00");
        var forecast = shop.Order("MO-1", "P", due).Import().Forecast("MO-1");

        Near.Time(DateTimeOffset.Parse("2026-11-09T08:00:00+01:00"), forecast.P50);
        Assert.Equal((CauseKind.Calendar, "work-center/MILL"), (forecast.Causes[0].Kind, forecast.Causes[0].Subject));
    }

    [Fact]
    public void A_closed_day_is_skipped()
    {
        var shop = new Shop { Now = DateTimeOffset.Parse("2026-11-10T21:00:00+01:00") }
            .Calendar(new() { Id = "armistice", Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "22:00" }], Exceptions = [new() { Date = "2026-11-11", Closed = true }] })
            .WorkCenter("MILL", "armistice").Made("P", "MILL:120");
        Near.Time(DateTimeOffset.Parse("2026-11-12T07:00:00+01:00"), shop.Order("MO-1", "P", null).Import().Forecast("MO-1").P50);
    }

    [Fact]
    public void An_extra_shift_on_a_Saturday_is_used()
    {
        var shop = new Shop { Now = DateTimeOffset.Parse("2026-11-06T21:00:00+01:00") }
            .Calendar(new() { Id = "extra", Weekly = [new() { Days = ["fri"], From = "06:00", To = "22:00" }], Exceptions = [new() { Date = "2026-11-07", From = "08:00", To = "12:00" }] })
            .WorkCenter("MILL", "extra").Made("P", "MILL:180");
        Near.Time(DateTimeOffset.Parse("2026-11-07T10:00:00+01:00"), shop.Order("MO-1", "P", null).Import().Forecast("MO-1").P50);
    }

    [Theory]
    // The night the clocks go back has nine working hours between 22:00 and 06:00, the night they go forward seven.
    [InlineData("2026-10-24T22:00:00+02:00", "2026-10-25T06:00:00+01:00", 540)]
    [InlineData("2027-03-27T22:00:00+01:00", "2027-03-28T06:00:00+02:00", 420)]
    public void A_night_shift_over_a_clock_change_has_an_hour_more_or_less(string start, string end, double minutes)
    {
        var shop = new Shop { Now = DateTimeOffset.Parse(start) }
            .Calendar(new() { Id = "nights", Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], From = "22:00", To = "06:00" }] })
            .WorkCenter("MILL", "nights").Made("P", $"MILL:{minutes * 0.8}");
        var forecast = shop.Order("MO-1", "P", null).Import().Forecast("MO-1");
        Near.Time(DateTimeOffset.Parse(end).AddMinutes(-0.2 * minutes), forecast.P50);
    }

    [Fact]
    public void Work_ordered_while_closed_starts_when_it_opens()
    {
        var shop = new Shop { Now = DateTimeOffset.Parse("2026-11-07T12:00:00+01:00") }.WorkCenter("MILL", Shop.TwoShift).Made("P", "MILL:60");
        Near.Time(DateTimeOffset.Parse("2026-11-09T07:00:00+01:00"), shop.Order("MO-1", "P", null).Import().Forecast("MO-1").P50);
    }

    [Fact]
    public void Time_worked_before_the_night_counts_and_the_night_does_not()
    {
        var shop = new Shop { Now = DateTimeOffset.Parse("2026-11-02T21:00:00+01:00") }.WorkCenter("MILL", Shop.TwoShift).Made("P", "MILL:120");
        shop.Order("MO-1", "P", null).Import();
        shop.Event("operation.started.v1", "order/MO-1", """{"operation":"10","workCenter":"MILL"}""");
        shop.Now = DateTimeOffset.Parse("2026-11-03T06:30:00+01:00");
        Near.Time(DateTimeOffset.Parse("2026-11-03T07:00:00+01:00"), shop.Forecast("MO-1").P50);
    }

    [Fact]
    public void A_planned_stop_is_worked_around_and_named_as_maintenance()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:120");
        shop.Order("MO-1", "P", shop.At("10:30")).Import();
        var stop = shop.Event("maintenance.planned.v1", "work-center/MILL", $$"""{"from":"{{shop.At("09:00"):o}}","to":"{{shop.At("12:00"):o}}","reason":"spindle"}""");
        var forecast = shop.Forecast("MO-1");

        Near.Time(shop.At("13:00"), forecast.P50);
        Assert.Equal((CauseKind.Maintenance, "work-center/MILL", stop), (forecast.Causes[0].Kind, forecast.Causes[0].Subject, forecast.Causes[0].Event));
    }
}
