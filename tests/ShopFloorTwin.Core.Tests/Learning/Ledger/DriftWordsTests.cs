using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Learning.Ledger;

public sealed class DriftWordsTests
{
    private static readonly Drift Later = new(DriftKind.Later, "Since 12 March 2026 orders finish later than forecast.", LedgerFloor.Start, 40, 40, new(0.4, 0.6, 0.9));

    [Fact]
    public void A_change_opens_an_exception_and_its_end_clears_it()
    {
        var site = new TestSite();

        var raised = Assert.Single(DriftWords.Next(PictureOf(site), [Later]));
        site.Take(raised);
        Assert.Empty(DriftWords.Next(PictureOf(site), [Later]));
        var open = Assert.Single(site.State.Publish().Exceptions);
        Assert.Equal((DriftWords.Kind, Later.Text), (open.Kind, open.Text));

        var cleared = Assert.Single(DriftWords.Next(PictureOf(site), []));
        site.Take(cleared);
        Assert.Empty(site.State.Publish().Exceptions);
    }

    [Fact]
    public void The_same_look_says_the_same_with_the_same_id()
    {
        var picture = PictureOf(new TestSite());

        Assert.Equal(Assert.Single(DriftWords.Next(picture, [Later])).Id, Assert.Single(DriftWords.Next(picture, [Later])).Id);
    }

    [Fact]
    public void Exceptions_of_others_are_left_alone()
    {
        var site = new TestSite().Take(OwnEvents.Make("other/raised", PlantFixtures.Start, new ExceptionRaisedData("erpConflict", "site/lyon", "Look.", null, 1) { Entity = "other" }));

        Assert.Empty(DriftWords.Next(PictureOf(site), []));
    }

    private static SitePicture PictureOf(TestSite site)
    {
        var twins = site.State.Publish();
        var forecast = new Core.Forecast.Forecaster(new() { Samples = 16 }).Run(twins, twins.NewestEventTime);
        return new SitePicture(forecast, Core.Orders.RiskBoard.Empty, new());
    }
}
