using System.Text;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios;

/// <summary>A capacity that holds for a time; the shop opens at 08:00.</summary>
public sealed class CapacityWindowTests
{
    private static Shop Orders(int count, int minutes, int capacity)
    {
        var shop = new Shop().WorkCenter("MILL", capacity: capacity).Made("P", $"MILL:{minutes}");
        for (var i = 1; i <= count; i++)
            shop.Order($"MO-{i}", "P", shop.At("10:00").AddMinutes(i));
        return shop.Import();
    }

    private static IReadOnlyList<OrderForecast> After(Shop shop, string edits)
    {
        var laid = Lay(shop, edits);
        Assert.Empty(laid.Problems);
        return new Forecaster(new ForecastSettings()).Run(laid.Twins!, shop.Now).Orders;
    }

    private static string Window(int capacity, DateTimeOffset? from, DateTimeOffset? to) => $$"""
        {"kind":"setCapacity","workCenter":"MILL","capacity":{{capacity}}{{(from is null ? "" : $",\"from\":\"{from:o}\"")}}{{(to is null ? "" : $",\"to\":\"{to:o}\"")}}}
        """;

    [Fact]
    public void More_units_for_an_hour_do_as_much_more_in_that_hour()
    {
        var shop = Orders(6, 60, capacity: 1);
        var after = After(shop, $"[{Window(3, shop.At("09:00"), shop.At("10:00"))}]");

        Near.Time(shop.At("09:00"), after[0].P50, 5);
        Near.Time(shop.At("10:00"), after[3].P50, 10);
        Near.Time(shop.At("11:00"), after[4].P50, 15);
        Near.Time(shop.At("12:00"), after[5].P50, 15);
    }

    [Fact]
    public void Fewer_units_for_two_hours_do_as_much_less_and_come_back()
    {
        var shop = Orders(6, 60, capacity: 2);
        var after = After(shop, $"[{Window(1, shop.At("09:00"), shop.At("11:00"))}]");

        Near.Time(shop.At("11:00"), shop.Forecast("MO-6").P50, 10);
        Near.Time(shop.At("12:00"), after[5].P50, 15);
    }

    [Fact]
    public void A_unit_at_work_when_it_goes_ends_what_it_does()
    {
        var shop = Orders(3, 120, capacity: 2);
        var after = After(shop, $"[{Window(1, shop.At("09:00"), null)}]");

        Near.Time(shop.At("10:00"), after[0].P50, 10);
        Near.Time(shop.At("10:00"), after[1].P50, 10);
        Near.Time(shop.At("12:00"), after[2].P50, 20);
    }

    [Fact]
    public void A_capacity_of_today_alone_is_forgotten_tomorrow()
    {
        var shop = Orders(8, 60, capacity: 1);
        var (forGood, untilTen) = (After(shop, $"[{Window(2, null, null)}]"), After(shop, $"[{Window(2, null, shop.At("10:00"))}]"));

        Near.Time(shop.At("12:00"), forGood[7].P50, 15);
        Near.Time(shop.At("14:00"), untilTen[7].P50, 15);
    }

    [Fact]
    public void Two_times_apart_hold_both_and_what_is_as_it_is_anyway_changes_nothing()
    {
        var shop = Orders(6, 60, capacity: 1);
        var twice = After(shop, $"[{Window(2, shop.At("11:00"), shop.At("12:00"))},{Window(2, shop.At("08:00"), shop.At("09:00"))}]");
        Near.Time(shop.At("12:00"), twice[5].P50, 15);

        var same = After(shop, $"[{Window(1, shop.At("09:00"), shop.At("11:00"))}]");
        Assert.Equal(shop.Forecast().Orders.Select(o => (o.P50, o.LateProbability)), same.Select(o => (o.P50, o.LateProbability)));
    }

    [Fact]
    public void Times_that_overlap_or_are_over_are_refused_and_the_twins_keep_no_trace()
    {
        var shop = Orders(2, 60, capacity: 1);
        var hash = StateHash.Of(shop.Twins);
        Assert.Equal("$.edits[1].from overlaps with another time the capacity changes for",
            Problem(shop, $"[{Window(2, null, shop.At("11:00"))},{Window(3, shop.At("10:00"), null)}]"));
        Assert.Equal("$.edits[0].to must be later than from", Problem(shop, $"[{Window(2, null, shop.At("07:00"))}]"));

        After(shop, $"[{Window(2, null, shop.At("11:00"))}]");
        Assert.Equal(hash, StateHash.Of(shop.Twins));
    }

    private static string Problem(Shop shop, string edits) => Lay(shop, edits).Problems[0].ToString();

    private static OverlayResult Lay(Shop shop, string edits) => Overlay.Of(shop.Twins, EditReader.Read(Encoding.UTF8.GetBytes(edits)).Edits!, shop.Now);
}
