using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Silo.Demo;

namespace ShopFloorTwin.Silo.Tests.Demo;

public sealed class DemoPlantTests
{
    /// <summary>A night, a morning, a Friday evening, a week end, the day the clocks change, a year's end.</summary>
    public static TheoryData<ulong, string> Moments => new()
    {
        { 7, "2026-11-23T02:00:00Z" }, { 7, "2026-11-25T09:00:00Z" }, { 3, "2026-11-27T19:00:00Z" },
        { 5, "2026-11-28T12:00:00Z" }, { 9, "2027-03-28T01:30:00Z" }, { 1, "2026-12-31T22:30:00Z" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void The_plant_is_sound_and_as_large_as_promised(ulong seed, string now)
    {
        var plant = DemoPlant.Create(seed, At(now));
        Assert.Empty(PlantValidator.Validate(plant));
        Assert.InRange(plant.WorkCenters.Count, 14, 16);
        Assert.InRange(plant.Products.Count, 60, 90);
        Assert.InRange(plant.Suppliers.Count, 8, 10);
        Assert.InRange(plant.Orders.Count, 220, 300);
        Assert.True(plant.PurchaseOrders.Sum(p => p.Lines.Count) >= 60, $"{plant.PurchaseOrders.Sum(p => p.Lines.Count)} lines");
        Assert.True(plant.Products.Any(p => p.Bom.Any(a => Bom(plant, a.Component).Any(b => Bom(plant, b.Component).Count > 0))), "three levels of bills of materials");
        var states = plant.Orders.SelectMany(o => o.Operations ?? []).Select(o => o.State).ToHashSet();
        Assert.Superset(new HashSet<OperationState> { OperationState.Running, OperationState.Done, OperationState.Ready }, states);
    }

    [Fact]
    public void The_same_seed_and_time_give_the_same_plant_and_the_same_trouble()
    {
        var now = At("2026-11-25T09:00:00Z");
        Assert.Equal(PlantWriter.Write(DemoPlant.Create(4, now)), PlantWriter.Write(DemoPlant.Create(4, now)));
        Assert.Equal(DemoPlant.OpeningEvents(4, now).Select(e => e.Body.ToArray()), DemoPlant.OpeningEvents(4, now).Select(e => e.Body.ToArray()));
        Assert.NotEqual(PlantWriter.Write(DemoPlant.Create(4, now)), PlantWriter.Write(DemoPlant.Create(5, now)));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Some_orders_are_at_risk_for_many_reasons_and_most_are_not(ulong seed, string now)
    {
        var picture = Picture(seed, At(now));
        var kpis = SiteQueries.Kpis(picture);
        Assert.InRange((kpis.Late + kpis.AtRisk) / (double)kpis.OpenOrders, 0.05, 0.35);
        var worst = OrderQueries.List(picture, new OrderQuery { Risks = [Risk.AtRisk, Risk.Late], Limit = 1000 }).Items;
        var kinds = worst.Select(o => o.Causes[0].Kind).Distinct().ToList();
        Assert.True(kinds.Count >= 5, $"main causes: {string.Join(", ", kinds)}");
        Assert.Contains("supplierDelay", kinds);
        Assert.Contains("qualityHold", kinds);
        Assert.Equal(1, kpis.WorkCentersDown);
    }

    private static SitePicture Picture(ulong seed, DateTimeOffset now)
    {
        var state = new SiteState(DemoPlant.Site);
        var plant = EventReader.Read(EventWriter.Write("/demo", "plant", now, new PlantImportedData(DemoPlant.Create(seed, now)) { Entity = DemoPlant.Site })).Event!;
        foreach (var @event in (IEnumerable<CloudEvent>)[plant, .. DemoPlant.OpeningEvents(seed, now)])
        {
            Assert.Null(state.Check(@event));
            state.Apply(new SiteRecord(state.Position + 1, now, @event));
        }
        var settings = new ForecastSettings();
        var forecast = new Forecaster(settings).Run(state.Publish(), now);
        return new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, settings);
    }

    private static IReadOnlyList<BomLineSpec> Bom(PlantDocument plant, string product) => plant.Products.First(p => p.Id == product).Bom;

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
