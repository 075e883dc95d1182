using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Tests.Sites;

namespace ShopFloorTwin.Core.Tests.Components;

public sealed class ComponentViewTests
{
    [Fact]
    public void A_component_shows_supply_demand_and_what_is_missing()
    {
        var now = Pictures.Now;
        var pictures = new Pictures().Open("MO-1").Open("MO-2");
        pictures.Components[0] = new ComponentTwin { Id = "C-1", OnHand = 12, CountedOnHold = 4 };
        pictures.Supply["C-1"] = new ComponentForecast
        {
            OnHand = 10,
            Incoming = [new Incoming("PO-7", "1", null, 50, now, now.AddHours(1), now.AddHours(2)), new Incoming(null, null, 0, 5, null, now, now)],
            Pegged = [new Pegged(1, 8, "onHand", now)],
            ShortageQuantity = 3,
            ShortageFrom = now.AddDays(1),
        };
        var view = ComponentQueries.Find(pictures.Picture(), "C-1")!;
        Assert.Equal(("Shaft", "pcs", 10.0, 4.0), (view.Name, view.Unit, view.OnHand, view.OnHold));
        Assert.Equal(new IncomingView("PO-7", "1", null, 50, now, new ArrivalView(now.AddHours(1), now.AddHours(2))), view.Incoming[0]);
        Assert.Equal("MO-1", view.Incoming[1].Order);
        Assert.Equal(new PeggedView("MO-2", 8, "onHand", now), Assert.Single(view.Pegged));
        Assert.Equal(new ShortageView(3, now.AddDays(1)), view.Shortage);
        Assert.Null(ComponentQueries.Find(pictures.Picture(), "C-2")!.Shortage);
        Assert.Null(ComponentQueries.Find(pictures.Picture(), "C-3"));
    }
}
