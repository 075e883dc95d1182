using System.Text;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;
using ShopFloorTwin.Core.Tests.Scenarios.Kept;

namespace ShopFloorTwin.Core.Tests.Scenarios.Stress;

public sealed class StressSetTests
{
    private static readonly StressKind[] Both = [StressKind.Suppliers, StressKind.WorkCenters];

    [Fact]
    public void A_supplier_is_late_by_what_is_believed_to_be_its_P95()
    {
        var shop = KeptShop.New();
        var picture = shop.Picture();
        var days = picture.Settings.BeliefsOf(picture.Twins).Supplier("ACME", "C").QuantileDays(0.95);

        var blow = Assert.Single(StressSet.Of(picture, [StressKind.Suppliers], 10));
        Assert.True(days > 0);
        Assert.Equal("supplier/ACME", blow.Label);
        Assert.StartsWith("Acme is late by its own P95, up to ", blow.Text, StringComparison.Ordinal);
        var delay = Assert.IsType<DelaySupply>(Assert.Single(blow.Edits));
        Near.Time(shop.At("16:00").AddDays(days), delay.To, 0.01);
    }

    [Fact]
    public void A_delivery_that_is_overdue_is_late_from_now_on()
    {
        var shop = KeptShop.New();
        shop.Now = shop.Now.AddDays(2);
        var picture = shop.Picture();
        var days = picture.Settings.BeliefsOf(picture.Twins).Supplier("ACME", "C").QuantileDays(0.95);
        Near.Time(shop.Now.AddDays(days), Assert.IsType<DelaySupply>(StressSet.Of(picture, [StressKind.Suppliers], 10)[0].Edits[0]).To, 0.01);
    }

    [Fact]
    public void A_work_center_is_down_for_a_day_and_the_one_with_the_longest_queue_is_first()
    {
        var shop = KeptShop.New();
        var blows = StressSet.Of(shop.Picture(), [StressKind.WorkCenters], 10);

        Assert.Equal(["work-center/ASM", "work-center/MILL", "work-center/MILL-B"], blows.Select(one => one.Label));
        var stop = Assert.IsType<StopWorkCenter>(Assert.Single(blows[0].Edits));
        Assert.Equal((shop.Now, shop.Now.AddDays(1)), (stop.From, stop.To));
        Assert.Equal(["supplier/ACME", "work-center/ASM"], StressSet.Of(shop.Picture(), Both, 2).Select(one => one.Label));
    }

    [Fact]
    public void Every_blow_fits_every_plant()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var (twins, now) = RandomPlants.Of(seed, 0.6);
            var settings = new ForecastSettings { Samples = 16 };
            var picture = new SitePicture(new Forecaster(settings).Run(twins, now), RiskBoard.Empty, settings);
            foreach (var blow in StressSet.Of(picture, Both, 100))
                Assert.True(Overlay.Of(twins, blow.Edits, now).Problems is [], $"seed {seed}: {blow.Text}");
        }
    }

    [Fact]
    public void A_sweep_takes_one_value_after_the_other_in_one_member_of_an_edit()
    {
        var reading = Read("""{"edits":[{"kind":"cancelOrder","order":"MO-1"}],"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"capacity","values":[1,2,4]}""");

        Assert.Empty(reading.Problems);
        Assert.Equal(["1", "2", "4"], reading.Variants!.Select(one => one.Label));
        Assert.Equal("run MILL with 4 units", reading.Variants![2].Text);
        Assert.Equal([new CancelOrder { Order = "MO-1" }, new SetCapacity { WorkCenter = "MILL", Capacity = 4 }], reading.Variants![2].Edits);
    }

    [Theory]
    [InlineData("""{"edit":{"kind":"setDue","order":"MO-1"},"parameter":"due","values":["2026-11-09T08:00:00Z","2026-11-10T08:00:00Z"]}""", 2)]
    [InlineData("""{"edit":{"kind":"setEfficiency","workCenter":"MILL"},"parameter":"efficiency","values":[0.8,0.9,1.1]}""", 3)]
    [InlineData("""{"edit":{"kind":"moveOperation","order":"MO-1","operation":"10"},"parameter":"workCenter","values":["MILL","MILL-B"]}""", 2)]
    public void Whatever_an_edit_has_can_be_swept(string json, int variants) => Assert.Equal(variants, Read(json).Variants!.Count);

    [Theory]
    [InlineData("[]", "$ must be an object with 'edit', 'parameter' and 'values'")]
    [InlineData("{", null)]
    [InlineData("""{"parameter":"capacity","values":[1]}""", "$.edit must be an edit, with its kind")]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"values":[1]}""", "$.parameter must name a member of the edit")]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"kind","values":["setDue"]}""", "$.parameter must name a member of the edit")]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"capacity","values":[]}""", "$.values must be a list of 1 to 50 values")]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"edits":{},"parameter":"capacity","values":[1]}""", "$.edits must be a list of edits")]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"capacity","values":[1,"many"]}""", null)]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL","workCenter":"X"},"parameter":"capacity","values":[1]}""", null)]
    [InlineData("""{"edit":{"kind":"fly"},"parameter":"capacity","values":[1]}""", null)]
    public void A_sweep_that_cannot_be_read_is_refused_and_not_thrown(string json, string? problem)
    {
        var reading = Read(json);
        Assert.Null(reading.Variants);
        Assert.NotEmpty(reading.Problems);
        if (problem is not null)
            Assert.Equal(problem, reading.Problems[0].ToString());
    }

    private static SweepReading Read(string json) => Sweep.Read(Encoding.UTF8.GetBytes(json), "Europe/Paris");
}
