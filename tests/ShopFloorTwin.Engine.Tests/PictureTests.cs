using System.Text.Json;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedPictureTests : PictureTests<SqlitePlace, EmbeddedMaker>;

/// <summary>What comes out: pictures, past moments, changes.</summary>
public abstract class PictureTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    [Fact]
    public async Task A_past_moment_shows_what_was_shown_then()
    {
        var site = await PlantAsync();
        var then = await ShowAsync(site, Shop.Count("c-1"), Shop.Due("late", "MO-3", Shop.Morning.AddDays(-1)));
        var shown = await site.OrderAsync("MO-3", null, Cancellation);
        Time.Advance(TimeSpan.FromMinutes(5));
        await ShowAsync(site, Shop.Count("c-2"), Shop.Done("MO-3"));

        var past = await site.OrderAsync("MO-3", new PastMoment(then.Position, null), Cancellation);
        var at = await site.OrderAsync("MO-3", new PastMoment(null, Shop.Morning.AddMinutes(3)), Cancellation);

        Assert.Equal(JsonSerializer.Serialize(shown), JsonSerializer.Serialize(past));
        Assert.Equal(JsonSerializer.Serialize(shown), JsonSerializer.Serialize(at));
        Assert.Equal(1, (await site.WorkCenterAsync(Shop.Mill, new PastMoment(then.Position, null), Cancellation))!.Good);
        Assert.Equal(2, await GoodAsync(site));
    }

    [Fact]
    public async Task A_past_moment_is_found_over_a_snapshot_too()
    {
        var site = await PlantAsync();
        await AcceptAsync(site, Shop.Counts("c", 10));
        site = await RestartAsync();
        var snapshot = (await HealthAsync(site)).SnapshotPosition;
        await AcceptAsync(site, Shop.Counts("d", 10));

        foreach (var position in (long[])[snapshot - 3, snapshot, snapshot + 4])
        {
            var mill = await site.WorkCenterAsync(Shop.Mill, new PastMoment(position, null), Cancellation);
            Assert.Equal((position - 1, position), (mill!.Good, mill.Position));
        }
    }

    [Theory]
    [InlineData(99)]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_moment_outside_the_journal_cannot_be_shown(long position)
    {
        var site = await PlantAsync();
        var refused = await Assert.ThrowsAsync<PastMomentException>(() => site.OrderAsync("MO-1", new PastMoment(position, null), Cancellation).AsTask());

        Assert.Equal(PastMomentFault.OutsideJournal, refused.Fault);
    }

    [Fact]
    public async Task A_stream_tells_of_orders_that_become_late_and_machines_that_stop()
    {
        var site = await PlantAsync();
        await Within.Time(site.WaitForAsync(1, Cancellation));
        await using var stream = site.ChangesAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        await ShowAsync(site, Shop.Due("late", "MO-3", Shop.Morning.AddDays(-1)));
        var risk = await NextAsync(stream, "risk");
        await ShowAsync(site, Shop.State("s-1", MachineState.Aborted));
        var machine = await NextAsync(stream, "workCenter");

        Assert.Equal(("MO-3", "onTrack", "late"), (Text(risk, "order"), Text(risk, "from"), Text(risk, "to")));
        Assert.Equal(2, risk.GetProperty("position").GetInt64());
        Assert.Equal((Shop.Mill, "aborted"), (Text(machine, "workCenter"), Text(machine, "to")));
    }

    [Fact]
    public async Task A_stream_resumes_behind_the_last_change_seen()
    {
        var site = await PlantAsync();
        await Within.Time(site.WaitForAsync(1, Cancellation));
        var seen = await CollectAsync(site, null, 3, async () =>
        {
            foreach (var order in (string[])["MO-2", "MO-3", "MO-4"])
                await ShowAsync(site, Shop.Due($"late-{order}", order, Shop.Morning.AddDays(-1)));
        });
        var resumed = await CollectAsync(site, seen[0].Id, 2, () => Task.CompletedTask);

        Assert.Equal(seen.Skip(1).Select(change => change.Id), resumed.Select(change => change.Id));
        Assert.Equal(seen.Skip(1).Select(change => change.Data.ToArray()), resumed.Select(change => change.Data.ToArray()));
    }

    [Theory]
    [InlineData("1-7")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_stream_that_cannot_resume_starts_with_a_reset(string lastId)
    {
        var site = await PlantAsync();
        var first = Assert.Single(await CollectAsync(site, lastId, 1, () => Task.CompletedTask));

        Assert.Equal("reset", first.Kind);
        await using var resumed = site.ChangesAsync(first.Id, Cancellation).GetAsyncEnumerator(Cancellation);
        await ShowAsync(site, Shop.Due("late", "MO-3", Shop.Morning.AddDays(-1)));
        await NextAsync(resumed, "risk");
    }

    [Fact]
    public async Task Time_alone_moves_the_forecast_on()
    {
        var site = await PlantAsync();
        await Within.Time(site.WaitForAsync(1, Cancellation));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Within.Condition(async () => (await site.SummaryAsync(false, Cancellation)).AsOf == Shop.Morning.AddMinutes(3));

        Assert.Equal(1, (await site.SummaryAsync(false, Cancellation)).Position);
    }

    private static async Task<List<SiteChange>> CollectAsync(ISiteTwin site, string? lastId, int count, Func<Task> meanwhile)
    {
        await using var stream = site.ChangesAsync(lastId, Cancellation).GetAsyncEnumerator(Cancellation);
        await meanwhile();
        var changes = new List<SiteChange>();
        while (changes.Count < count)
        {
            Assert.True(await Within.Time(stream.MoveNextAsync(), $"change {changes.Count + 1} of {count}"));
            changes.Add(stream.Current);
        }
        return changes;
    }

    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<SiteChange> stream, string kind)
    {
        do
        {
            Assert.True(await Within.Time(stream.MoveNextAsync(), $"a change of kind {kind}"));
        }
        while (stream.Current.Kind != kind);
        return JsonSerializer.Deserialize<JsonElement>(stream.Current.Data.Span);
    }

    private static string? Text(JsonElement change, string name) => change.GetProperty(name).GetString();
}
