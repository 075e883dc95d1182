using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedDriftTests : DriftTests<SqlitePlace, EmbeddedMaker>;

/// <summary>Forecasts that have come to be off, on a running engine that decides.</summary>
public abstract class DriftTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    protected DriftTests() => Options = Options with
    {
        DecisionInterval = TimeSpan.FromSeconds(1),
        IdleForecastInterval = TimeSpan.FromSeconds(5),
        Rules = DecisionRules.Default with { Rules = RuleSettings.Names.ToDictionary(name => name, name => DecisionRules.Default[name] with { Enabled = false }) },
    };

    [Fact]
    public async Task Orders_that_all_finish_later_than_forecast_open_one_exception()
    {
        var site = await PlantAsync();
        await ShowAsync(site, [.. Enumerable.Range(1, 12).Select(number => Shop.Released($"MO-N{number}"))]);
        Time.Advance(TimeSpan.FromDays(20));
        await ShowAsync(site, [.. Enumerable.Range(1, 12).Select(number => Shop.Event($"done-{number}", new OrderDoneData { Entity = $"MO-N{number}" }, at: Shop.Morning.AddDays(20).AddMinutes(-number)))]);
        Assert.Contains((await site.ScorecardAsync(new ScorecardQuery(), Cancellation)).Drift, drift => drift.Kind == DriftKind.Later);

        var open = await OpenAsync(site);

        Assert.Equal(("forecastDrift", "site/lyon"), (open.Kind, open.About));
        Assert.StartsWith("Since 2", open.Text);
    }

    private async Task<ExceptionView> OpenAsync(ISiteTwin site)
    {
        IReadOnlyList<ExceptionView> found = [];
        await Within.Condition(async () =>
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            found = [.. (await site.ExceptionsAsync(new ListQuery(), Cancellation)).Items.Where(one => one.Kind == DriftWords.Kind && one.Id.Contains("later", StringComparison.Ordinal))];
            return found.Count > 0;
        });
        return Assert.Single(found);
    }
}
