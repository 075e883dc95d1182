using System.Text;

namespace ShopFloorTwin.Storage.Tests;

public sealed class SqliteScenarioTests : ScenarioTests<SqlitePlace>;

public sealed class PostgresScenarioTests : ScenarioTests<PostgresPlace>;

/// <summary>What holds for the kept scenarios of every store.</summary>
public abstract class ScenarioTests<TPlace> : StoreTest<TPlace>
    where TPlace : StorePlace, new()
{
    static readonly DateTimeOffset Now = Samples.Morning;
    static readonly DateTimeOffset Later = Now.AddDays(30);

    IScenarios Scenarios => Store.Scenarios;

    static StoredScenario Scenario(string id, string owner = "k1", string site = Samples.Site, string edits = "[]") => new(
        0, site, id, "Saturday shift", owner, "for Friday's meeting", Encoding.UTF8.GetBytes(edits), 42, "{}"u8.ToArray(), Now, Now, Later, null, 0);

    async Task<StoredScenario> FindAsync(string id, string site = Samples.Site)
    {
        var found = await Scenarios.FindAsync(site, id, Now, Cancellation);
        Assert.NotNull(found);
        return found;
    }

    async Task<string[]> IdsAsync(string? owner = null, long? before = null, int limit = 10, DateTimeOffset? now = null) =>
        [.. (await Scenarios.ListAsync(Samples.Site, owner, before, limit, now ?? Now, Cancellation)).Select(one => one.Id)];

    [Fact]
    public async Task A_scenario_is_read_back_as_it_was_kept()
    {
        Assert.Equal(ScenarioAdd.Added, await Scenarios.AddAsync(Scenario("S-1", edits: """[{"kind":"é"}]""") with { CommittedAt = Now }, Now, Cancellation));
        await ReopenAsync();

        var found = await FindAsync("S-1");
        Assert.Equal(("Saturday shift", "k1", "for Friday's meeting", 42L, 1), (found.Name, found.Owner, found.Note, found.Position, found.Version));
        Assert.Equal("""[{"kind":"é"}]""", Encoding.UTF8.GetString(found.Edits.Span));
        Assert.Equal("{}", Encoding.UTF8.GetString(found.Base.Span));
        Assert.Equal((Now.UtcTicks, Now.UtcTicks, Later.UtcTicks, Now.UtcTicks), (found.MadeAt.UtcTicks, found.ChangedAt.UtcTicks, found.ExpiresAt.UtcTicks, found.CommittedAt!.Value.UtcTicks));
    }

    [Fact]
    public async Task An_id_is_given_once_in_a_site_and_the_first_one_stays()
    {
        await Scenarios.AddAsync(Scenario("S-1") with { Note = null }, Now, Cancellation);

        Assert.Equal(ScenarioAdd.Known, await Scenarios.AddAsync(Scenario("S-1", edits: "[1]"), Now, Cancellation));
        Assert.Equal(ScenarioAdd.Added, await Scenarios.AddAsync(Scenario("S-1", site: "graz"), Now, Cancellation));
        Assert.Equal("[]", Encoding.UTF8.GetString((await FindAsync("S-1")).Edits.Span));
        Assert.Null((await FindAsync("S-1")).Note);
    }

    [Fact]
    public async Task The_newest_come_first_page_by_page_of_all_or_of_one_owner()
    {
        foreach (var (id, owner) in (List<(string, string)>)[("S-1", "k1"), ("S-2", "k2"), ("S-3", "k1")])
            Assert.Equal(ScenarioAdd.Added, await Scenarios.AddAsync(Scenario(id, owner), Now, Cancellation));
        await Scenarios.AddAsync(Scenario("S-4", site: "graz"), Now, Cancellation);

        Assert.Equal(["S-3", "S-2", "S-1"], await IdsAsync());
        Assert.Equal(["S-3", "S-1"], await IdsAsync(owner: "k1"));
        Assert.Equal(["S-3", "S-2"], await IdsAsync(limit: 2));
        Assert.Equal(["S-1"], await IdsAsync(before: (await FindAsync("S-2")).Number));
    }

    [Fact]
    public async Task What_has_expired_is_not_there_and_makes_room()
    {
        for (var i = 0; i < 3; i++)
            await Scenarios.AddAsync(Scenario($"S-{i}"), Now, Cancellation);

        Assert.Empty(await IdsAsync(now: Later));
        Assert.Null(await Scenarios.FindAsync(Samples.Site, "S-0", Later, Cancellation));
        Assert.Equal(ScenarioAdd.OwnerFull, await Scenarios.AddAsync(Scenario("S-9"), Now, Cancellation));
        Assert.Equal(ScenarioAdd.Added, await Scenarios.AddAsync(Scenario("S-9") with { ExpiresAt = Later.AddDays(1) }, Later, Cancellation));
        Assert.Equal(["S-9"], await IdsAsync());
    }

    [Fact]
    public async Task What_has_expired_is_removed_of_the_site_and_nothing_else()
    {
        await Scenarios.AddAsync(Scenario("S-1"), Now, Cancellation);
        await Scenarios.AddAsync(Scenario("S-2") with { ExpiresAt = Later.AddTicks(1) }, Now, Cancellation);
        await Scenarios.AddAsync(Scenario("S-3", site: "graz"), Now, Cancellation);

        Assert.Equal(0, await Scenarios.RemoveExpiredAsync(Samples.Site, Later.AddTicks(-1), Cancellation));
        Assert.Equal(1, await Scenarios.RemoveExpiredAsync(Samples.Site, Later, Cancellation));
        Assert.Equal(0, await Scenarios.RemoveExpiredAsync(Samples.Site, Later, Cancellation));
        // By the time of then, at which all of them were still there.
        Assert.Equal(["S-2"], await IdsAsync(now: Now));
        await FindAsync("S-3", "graz");
    }

    [Fact]
    public async Task An_owner_and_a_site_keep_so_many_and_a_deleted_one_makes_room()
    {
        var adds = new List<ScenarioAdd>();
        foreach (var (id, owner) in (List<(string, string)>)[("1", "a"), ("2", "a"), ("3", "a"), ("4", "a"), ("5", "b"), ("6", "b"), ("7", "c")])
            adds.Add(await Scenarios.AddAsync(Scenario(id, owner), Now, Cancellation));

        Assert.Equal([.. Enumerable.Repeat(ScenarioAdd.Added, 3), ScenarioAdd.OwnerFull, ScenarioAdd.Added, ScenarioAdd.Added, ScenarioAdd.SiteFull], adds);
        Assert.True(await Scenarios.RemoveAsync(Samples.Site, "1", Cancellation));
        Assert.False(await Scenarios.RemoveAsync(Samples.Site, "1", Cancellation));
        Assert.Equal(ScenarioAdd.Added, await Scenarios.AddAsync(Scenario("7", "c"), Now, Cancellation));
    }

    [Fact]
    public async Task A_site_keeps_so_many_bytes()
    {
        Assert.Equal(ScenarioAdd.Added, await Scenarios.AddAsync(Scenario("1", edits: new string('x', StorePlace.ScenarioBytes / 2)), Now, Cancellation));
        Assert.Equal(ScenarioAdd.SiteFull, await Scenarios.AddAsync(Scenario("2", edits: new string('x', StorePlace.ScenarioBytes / 2)), Now, Cancellation));
        Assert.Equal(ScenarioAdd.Added, await Scenarios.AddAsync(Scenario("3"), Now, Cancellation));
    }

    [Fact]
    public async Task Many_who_add_at_once_do_not_go_beyond_the_room()
    {
        var adds = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Scenarios.AddAsync(Scenario($"S-{i}", $"k{i}"), Now, Cancellation).AsTask())));

        Assert.Equal(5, adds.Count(add => add == ScenarioAdd.Added));
        Assert.Equal(5, (await IdsAsync()).Length);
    }

    [Fact]
    public async Task A_change_counts_the_version_and_one_on_an_older_version_is_refused()
    {
        await Scenarios.AddAsync(Scenario("S-1"), Now, Cancellation);
        var read = await FindAsync("S-1");

        Assert.True(await Scenarios.ChangeAsync(read with { Position = 50, Base = "[7]"u8.ToArray(), CommittedAt = Later, ChangedAt = Now.AddHours(1), ExpiresAt = Later.AddDays(1) }, Cancellation));
        Assert.False(await Scenarios.ChangeAsync(read with { Position = 60 }, Cancellation));
        Assert.False(await Scenarios.ChangeAsync(read with { Id = "S-2" }, Cancellation));

        var changed = await FindAsync("S-1");
        Assert.Equal((50L, 2, Later.UtcTicks), (changed.Position, changed.Version, changed.CommittedAt!.Value.UtcTicks));
        Assert.Equal("[7]", Encoding.UTF8.GetString(changed.Base.Span));
        Assert.Equal((Now.AddHours(1).UtcTicks, Later.AddDays(1).UtcTicks), (changed.ChangedAt.UtcTicks, changed.ExpiresAt.UtcTicks));
    }
}
