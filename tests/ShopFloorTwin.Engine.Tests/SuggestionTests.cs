using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedSuggestionTests : SuggestionTests<SqlitePlace, EmbeddedMaker>;

/// <summary>What a running engine suggests for an order that is held.</summary>
public abstract class SuggestionTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    private static readonly CloudEvent Hold = Shop.Event("hold", new QualityHoldData(QualitySubject.Order, "bore", null, null) { Entity = "MO-1" });
    private static readonly CloudEvent Release = Shop.Event("release", new QualityReleasedData(QualitySubject.Order, null) { Entity = "MO-1" });

    [Fact]
    public async Task The_held_order_is_rescued_by_its_release_and_by_nothing_before_it()
    {
        var site = await PlantAsync();
        await ShowAsync(site, Hold);

        foreach (var order in new[] { "MO-1", null })
        {
            var best = (await SuggestAsync(site, order)).Items[0];
            Assert.Equal(("releaseHold", "MO-1"), (best.Edit.GetProperty("kind").GetString(), best.Edit.GetProperty("order").GetString()));
            Assert.Equal("MO-1", best.Order.Order);
            Assert.Equal(["MO-1"], best.OrdersRescued);
            Assert.True(best.Order.LateProbabilityBefore > 0.3 && best.Order.LateProbabilityAfter < 0.3 && best.MinutesSaved > 0 && best.Cost == 0, best.Text);
            Assert.StartsWith("Release the hold on MO-1: MO-1 is late with ", best.Text, StringComparison.Ordinal);
        }
        Assert.Null(await Within.Time(site.SuggestionsAsync("MO-X", Cancellation)));
    }

    [Fact]
    public async Task An_answer_serves_until_something_relevant_changes()
    {
        var site = await PlantAsync();
        var held = await ShowAsync(site, Hold);
        Assert.Equal(held.Position, (await SuggestAsync(site, "MO-1")).Items[0].TriedPosition);

        var counted = await ShowAsync(site, Shop.Counts("meanwhile", 3));
        var kept = await SuggestAsync(site, "MO-1");
        Assert.Equal((counted.Position, held.Position), (kept.Position, kept.Items[0].TriedPosition));

        await ShowAsync(site, Release);
        Assert.Empty((await SuggestAsync(site, "MO-1")).Items);
    }

    private static async Task<SuggestionAnswer> SuggestAsync(ISiteTwin site, string? order) => (await Within.Time(site.SuggestionsAsync(order, Cancellation)))!;
}
