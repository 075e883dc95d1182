using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.Sites;

public sealed class SiteSummaryTests
{
    [Fact]
    public void The_summary_counts_orders_by_risk_and_adds_up_what_is_at_stake()
    {
        var pictures = new Pictures()
            .Open("A", 0.9, 100, o => o with { Value = 1000 }).Open("B", 0.4, 50, o => o with { Value = 300 }).Open("C", 0.2, 5).Open("D", 0, 0, o => o with { Value = 9 })
            .Closed("E", Core.Orders.OrderState.Done);
        pictures.WorkCenters[1] = pictures.WorkCenters[1] with { State = MachineState.Aborted, StateSince = Pictures.Now };
        pictures.Supply["C-2"] = new ComponentForecast { OnHand = 0, Incoming = [], Pegged = [], ShortageQuantity = 1, ShortageFrom = null };
        var view = SiteQueries.Summary(pictures.Picture(), 12, Pictures.Now.AddSeconds(3), "abc");
        Assert.Equal(
            new SiteKpis
            {
                OpenOrders = 4, Late = 1, AtRisk = 1, Watch = 1, OnTrack = 1, ExpectedLateOrders = 1.5, ExpectedTardinessMinutes = 155,
                ValueAtRisk = 1300, WorkCentersDown = 1, ComponentsShort = 1,
            },
            view.Kpis);
        Assert.Equal((7L, 12L, 3.0, "abc"), (view.Position, view.JournalPosition, view.ForecastAgeSeconds, view.StateHash));
    }
}
