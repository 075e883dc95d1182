using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class TimeLineTests
{
    private static readonly DateTimeOffset Monday = DateTimeOffset.Parse("2026-11-02T00:00:00Z");

    [Fact]
    public void Work_and_wall_time_are_each_others_inverse_in_open_hours()
    {
        Prop.ForAll(Gen.Choose(0, 300 * 1440).ToArbitrary(), minutes =>
        {
            var line = TwoShifts();
            var work = line.ToWork(minutes);
            var finish = line.ToFinish(work);
            var start = line.ToStart(work);
            return finish <= minutes + 0.02 && start >= minutes - 0.02 && Math.Abs(line.ToWork(finish) - work) < 0.02 && Math.Abs(line.ToWork(start) - work) < 0.02;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Around_the_clock_wall_and_working_minutes_are_the_same()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat[]>(), times =>
        {
            float[] wall = [.. times.Select(time => (float)time.Get)];
            var (work, back) = (new float[wall.Length], new float[wall.Length]);
            TimeLine.Always.ToWork(wall, work);
            TimeLine.Always.ToFinish(work, back);
            return wall.SequenceEqual(work) && wall.SequenceEqual(back);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Samples_are_converted_as_single_times_are()
    {
        Prop.ForAll(Gen.Choose(0, 500 * 1440).ListOf(64).ToArbitrary(), minutes =>
        {
            var line = TwoShifts();
            float[] wall = [.. minutes.Select(m => (float)m)];
            var work = new float[wall.Length];
            var back = new float[wall.Length];
            line.ToWork(wall, work);
            line.ToFinish(work, back);
            return wall.Zip(work).All(p => Math.Abs(line.ToWork(p.First) - p.Second) < 0.1)
                && work.Zip(back).All(p => Math.Abs(line.ToFinish(p.First) - p.Second) < 0.1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Work_to_the_end_of_a_shift_is_finished_then_and_the_next_begins_with_the_next_shift()
    {
        var line = TwoShifts();
        Assert.Equal(22 * 60, line.ToFinish(960), 6);
        Assert.Equal(30 * 60, line.ToStart(960), 6);
    }

    [Fact]
    public void A_calendar_that_never_opens_ends_nothing_soon()
    {
        var line = TimeLine.Of([], Monday);
        Assert.True(line.ToFinish(1) > 1e6);
    }

    private static TimeLine TwoShifts()
    {
        var calendar = new CalendarSpec { Id = "c", Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "22:00" }] };
        return TimeLine.Of(OpenHours.Of(calendar, TimeZoneInfo.Utc, Monday.AddDays(-7), Monday.AddDays(400)), Monday);
    }
}
