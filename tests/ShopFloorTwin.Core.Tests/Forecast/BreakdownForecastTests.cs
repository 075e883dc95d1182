using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class BreakdownForecastTests
{
    /// <summary>An order of ten hours on a machine that ran forty days around the clock, down for two hours so often.</summary>
    private static OrderForecast After(int breakdowns)
    {
        var shop = new Shop().WorkCenter("A").Made("LID", "A:600");
        shop.Order("MO-1", "LID", shop.Now.AddDays(60)).Import();
        var start = shop.Now;
        Say(start, "execute");
        for (var i = 0; i < breakdowns; i++)
        {
            Say(start.AddHours(960.0 * (i + 0.5) / breakdowns), "aborted");
            Say(start.AddHours(960.0 * (i + 0.5) / breakdowns + 2), "execute");
        }
        Say(start.AddHours(960), "execute");
        return shop.Forecast("MO-1");

        void Say(DateTimeOffset at, string state)
        {
            shop.Now = at;
            shop.Event("machine.state.v1", "work-center/A", $$"""{"state":"{{state}}"}""");
        }
    }

    [Fact]
    public void Work_on_a_machine_that_breaks_down_often_is_promised_later()
    {
        var (never, often) = (After(0), After(96));

        // One breakdown in ten hours is to be expected, two hours each.
        Assert.InRange((often.P50 - never.P50).TotalHours, 0.5, 3);
        Assert.True(often.P95 - often.P50 > never.P95 - never.P50 + TimeSpan.FromHours(2));
    }

    [Fact]
    public void A_machine_that_broke_down_once_in_a_month_is_hardly_suspected()
    {
        var (never, once) = (After(0), After(1));
        Assert.InRange((once.P80 - never.P80).TotalMinutes, 0, 20);
    }
}
