using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Tests.Sites;

namespace ShopFloorTwin.Core.Tests.Orders;

public sealed class OrderViewTests
{
    private static OperationTwin Operation(string id, double done, params string[] after) =>
        new() { Operation = id, WorkCenter = "WC-SAW", Done = done, After = [.. after], State = OperationState.Running };

    [Fact]
    public void An_order_has_made_what_its_last_operations_have_all_made()
    {
        var picture = new Pictures().Open("MO-1", with: o => o with
        {
            Operations = [Operation("10", 9), Operation("20", 4, "10"), Operation("30", 6, "10")],
        }).Picture();
        Assert.Equal(4, OrderQueries.Find(picture, "MO-1")!.Done);
    }

    [Fact]
    public void A_single_order_shows_its_operations_with_their_planned_places()
    {
        var pictures = new Pictures().Open("MO-0").Open("MO-1", with: o => o with { Operations = [Operation("10", 9), Operation("20", 0, "10")] });
        pictures.Queues[1].Add(new QueuedOperation(1, 1, Pictures.Now.AddHours(1), Pictures.Now.AddHours(3)));
        var operations = OrderQueries.Find(pictures.Picture(), "MO-1")!.Operations!;
        Assert.Null(operations[0].ForecastStart);
        Assert.Equal((Pictures.Now.AddHours(1), Pictures.Now.AddHours(3)), (operations[1].ForecastStart!.Value, operations[1].ForecastFinish!.Value));
    }

    [Fact]
    public void Causes_carry_their_kind_in_camel_case()
    {
        var pictures = new Pictures().Open("MO-1", 0.9, 60);
        var bare = pictures.Forecasts[0];
        pictures.Forecasts[0] = new OrderForecast
        {
            Order = 0, P10 = bare.P10, P50 = bare.P50, P80 = bare.P80, P95 = bare.P95, LateProbability = 0.9, ExpectedLatenessMinutes = 60, Suppliers = [], Components = [],
            Causes = [new Cause(CauseKind.SupplierDelay, "purchase-order/PO-7", "Acme is late", 1, 60, "e-1", [])],
        };
        var cause = Assert.Single(OrderQueries.Find(pictures.Picture(), "MO-1")!.Causes);
        Assert.Equal(("supplierDelay", "e-1"), (cause.Kind, cause.Event));
    }

    [Fact]
    public void The_risk_shown_is_the_one_with_hysteresis_and_since_when()
    {
        var since = Pictures.Now.AddHours(-5);
        var board = RiskBoard.Of([new("MO-1", new OrderRisk(Risk.AtRisk, since))]);
        var order = OrderQueries.Find(new Pictures().Open("MO-1", 0.27).Picture(board), "MO-1")!;
        Assert.Equal((Risk.AtRisk, since), (order.Risk, order.RiskSince!.Value));
    }

    [Fact]
    public void An_order_nobody_knows_is_not_found() => Assert.Null(OrderQueries.Find(new Pictures().Picture(), "MO-1"));
}
