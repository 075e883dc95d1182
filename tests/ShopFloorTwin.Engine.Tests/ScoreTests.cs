using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Recovery;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedSqliteScoreTests : ScoreTests<SqlitePlace, EmbeddedMaker>;

public sealed class EmbeddedPostgresScoreTests : ScoreTests<PostgresPlace, EmbeddedMaker>;

/// <summary>Scores of a running site, and what is left of them after a stop and after a crash.</summary>
public abstract class ScoreTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    /// <summary>No snapshot while a test runs but those it asks for.</summary>
    protected ScoreTests() => Options = Options with { SnapshotInterval = TimeSpan.FromDays(1) };

    private static async Task<ScorecardView> CardAsync(ISiteTwin site)
    {
        await Within.Time(site.CatchUpAsync(Cancellation));
        return await site.ScorecardAsync(new ScorecardQuery(), Cancellation);
    }

    private static CloudEvent Done(string order) => Shop.Event($"done-{order}", new OrderDoneData { Entity = order }, at: Shop.Morning.AddHours(2));

    private async Task<ISiteTwin> ForecastAsync()
    {
        var site = await PlantAsync();
        Assert.Equal((0, 5), ((await CardAsync(site)).Scored, (await CardAsync(site)).Pending));
        Time.Advance(TimeSpan.FromHours(3));
        return site;
    }

    [Fact]
    public async Task An_order_that_is_done_is_scored_beside_its_dates()
    {
        var site = await ForecastAsync();
        await AcceptAsync(site, Done("MO-1"));

        var card = await CardAsync(site);
        Assert.Equal((1, "twin"), (card.Scored, card.Methods[0].Name));
        Assert.Contains(card.Methods, method => method is { Name: "promisedDate", All.Count: 1 });
        Assert.Equal(1, card.Methods[0].Horizons.Single(horizon => horizon.Horizon == ScoreHorizon.Release).Score.Count);
        Assert.Equal((await HealthAsync(site)).JournalPosition, card.Position);
        var rows = await site.VarianceAsync(new VarianceQuery(VarianceBy.Product), Cancellation);
        Assert.Equal(("PUMP", 1, 4), (rows.Items[0].Id, rows.Items[0].Done!.Count, rows.Items[0].Open!.Count));
    }

    [Fact]
    public async Task Scores_outlive_a_stop()
    {
        var site = await ForecastAsync();
        await AcceptAsync(site, Done("MO-1"));
        var before = await CardAsync(site);
        var after = await CardAsync(await RestartAsync());

        Assert.Equal((before.Scored, before.Methods[0].All.Crps), (after.Scored, after.Methods[0].All.Crps));
        Assert.InRange(after.Pending, before.Pending, int.MaxValue);
    }

    [Fact]
    public async Task After_a_crash_what_finished_behind_the_snapshot_is_scored_once_against_the_snapshots_forecasts()
    {
        var site = await ForecastAsync();
        await AcceptAsync(site, Done("MO-1"));
        await CardAsync(site);
        site = await RestartAsync();
        await AcceptAsync(site, Done("MO-2"));
        Assert.Equal(2, (await CardAsync(site)).Methods[0].Horizons.Single(horizon => horizon.Horizon == ScoreHorizon.Release).Score.Count);

        site = await CrashAsync();
        await AcceptAsync(site, Shop.Count("c-1"));
        var card = await CardAsync(site);
        Assert.Equal(2, card.Methods[0].Horizons.Single(horizon => horizon.Horizon == ScoreHorizon.Release).Score.Count);
    }

    [Fact]
    public async Task After_an_upgrade_the_journal_is_folded_anew_and_the_scores_go_on()
    {
        var site = await ForecastAsync();
        await AcceptAsync(site, Done("MO-1"));
        var before = await CardAsync(site);
        site = await RestartAsync();
        var hash = (await site.SummaryAsync(withHash: true, Cancellation)).StateHash;
        var header = (await Store.ListAsync(Shop.Site, Cancellation))[0];
        List<SnapshotChunk> chunks = [];
        await foreach (var chunk in Store.ReadAsync(Shop.Site, header.Position, Cancellation))
            chunks.Add(chunk.Name == "plan" ? chunk with { Content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(chunk.Content.Span).Replace("\"form\":3", "\"form\":1", StringComparison.Ordinal)) } : chunk);
        await Store.SaveAsync(Shop.Site, header with { StateHash = "of another version" }, chunks, Cancellation);

        site = await CrashAsync();

        Assert.Equal(0, (await HealthAsync(site)).SnapshotPosition);
        Assert.Equal(hash, (await site.SummaryAsync(withHash: true, Cancellation)).StateHash);
        var card = await CardAsync(site);
        Assert.Equal((1, before.Methods[0].All.Crps), (card.Scored, card.Methods[0].All.Crps));
    }

    [Fact]
    public async Task Scores_that_cannot_be_read_begin_anew_and_the_twins_are_there_all_the_same()
    {
        var site = await ForecastAsync();
        await AcceptAsync(site, Done("MO-1"));
        await CardAsync(site);
        var recovered = await SiteRecovery.RecoverAsync(Shop.Site, Store, NullLogger.Instance, long.MaxValue, long.MaxValue, Cancellation);
        var twins = recovered.Twins.Publish();
        var chunks = StoredSnapshot.Write(twins, recovered.Risks, new ForecastLedger().Save())
            .Select(chunk => chunk.Name == "scores" ? chunk with { Content = "{"u8.ToArray() } : chunk);
        await Store.SaveAsync(Shop.Site, new SnapshotHeader(twins.Position, Shop.Morning, StateHash.Of(twins)), chunks, Cancellation);

        site = await CrashAsync();
        Assert.Equal(twins.Position, (await HealthAsync(site)).SnapshotPosition);
        Assert.Equal(0, (await CardAsync(site)).Scored);
        Assert.Equal(OrderState.Done, (await site.OrderAsync("MO-1", null, Cancellation))!.State);
    }
}
