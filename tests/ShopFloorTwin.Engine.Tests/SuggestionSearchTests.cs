using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Pictures;
using ShopFloorTwin.Engine.Tests.Fixtures;

namespace ShopFloorTwin.Engine.Tests;

/// <summary>A search that is cut short, and what becomes of it.</summary>
public sealed class SuggestionSearchTests
{
    private readonly FakeTimeProvider _time = new(Shop.Morning);
    private readonly KeptSuggestions _kept = new();
    private readonly SitePicture _picture;

    public SuggestionSearchTests()
    {
        var state = new SiteState(Shop.Site);
        state.Apply(new SiteRecord(1, Shop.Morning, Shop.Imported(Shop.Plant(orders: 12))));
        var settings = new ForecastSettings { Samples = 32 };
        _picture = new SitePicture(new Forecaster(settings).Run(state.Publish(), Shop.Morning.AddHours(14)), RiskBoard.Empty, settings);
    }

    [Fact]
    public async Task A_search_ends_with_its_time_and_whoever_asks_waits_for_no_more_than_the_rest_of_it()
    {
        var question = SuggestionQuestion.Of(_picture, null, 0.3)!;
        var part = Search(question, tries: 2, seconds: 1);
        Assert.Equal((2, false, false), (part.Findings.Tried, part.Findings.IsComplete, part.IsAnswer));
        Assert.Same(part, _kept.Find(question));

        // Two of its three seconds are left to who asks; a try takes one.
        var asked = await SuggestionSearch.OfAsync(question, _kept, new Ticking(_time, TimeSpan.FromSeconds(1)), _time.GetUtcNow, TestContext.Current.CancellationToken);
        Assert.True(asked.Findings.Tried > 2 && !asked.Findings.IsComplete && asked.IsAnswer, $"{asked.Findings.Tried} of {asked.Findings.Changes} in {asked.Spent}");
        Assert.Same(asked, await SuggestionSearch.OfAsync(question, _kept, _time, _time.GetUtcNow, TestContext.Current.CancellationToken));

        var whole = Search(question, int.MaxValue, seconds: 0);
        Assert.True(whole.Findings.IsComplete);
        Assert.Equal(whole.Findings.Changes, whole.Answer(_picture).Tried);
    }

    [Fact]
    public void What_is_known_by_now_is_not_lost_to_a_search_that_ended_sooner()
    {
        var question = SuggestionQuestion.Of(_picture, null, 0.3)!;
        var sooner = Search(question, tries: 2, seconds: 1);
        var whole = Search(question, int.MaxValue, seconds: 0);
        _kept.Keep(question, sooner);
        Assert.Same(whole, _kept.Find(question));
    }

    [Fact]
    public void An_answer_that_is_old_is_searched_for_anew()
    {
        var question = SuggestionQuestion.Of(_picture, null, 0.3)!;
        Search(question, int.MaxValue, seconds: 0);
        _kept.Keep(question, _kept.Find(question)! with { AsOf = _picture.AsOf.AddMinutes(-Limits.SuggestionKeptMinutes) });
        Assert.Null(_kept.Find(question));
    }

    private KeptSearch Search(SuggestionQuestion question, int tries, int seconds)
    {
        var search = SuggestionSearch.GoOn(question, _kept, new Forecaster(_picture.Settings), _time, _time.GetUtcNow, _ => tries-- > 0);
        if (seconds == 0)
            return search;
        _kept.Keep(question, search = search with { Spent = TimeSpan.FromSeconds(seconds) });
        return search;
    }

    /// <summary>Time goes on whenever it is looked at.</summary>
    private sealed class Ticking(FakeTimeProvider time, TimeSpan by) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp()
        {
            time.Advance(by);
            return time.GetTimestamp();
        }
    }
}
