namespace ShopFloorTwin.Storage.Tests;

public sealed class SqliteOwnershipTests : OwnershipTests<SqlitePlace>;

public sealed class PostgresOwnershipTests : OwnershipTests<PostgresPlace>;

/// <summary>A store belongs to one process at a time.</summary>
public abstract class OwnershipTests<TPlace> : StoreTest<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task A_store_in_use_is_refused_with_who_uses_it()
    {
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(Place.OpenAsync);

        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        await Journal.AppendAsync(Samples.Site, Samples.Events("a", 1), Cancellation);
    }

    [Fact]
    public async Task Closed_it_is_free_again()
    {
        await CloseAsync();
        await using (await Place.OpenAsync())
        {
        }
        await using var again = await Place.OpenAsync();
        Assert.Empty(await again.Journal.HeadsAsync(Cancellation));
    }

    [Fact]
    public async Task Two_that_share_a_store_leave_no_gap_and_count_nothing_twice()
    {
        await CloseAsync();
        var shared = Place.Options with { Exclusive = false, LockTimeout = TimeSpan.FromSeconds(20) };
        await using var first = await Stores.OpenAsync(shared, TimeProvider.System, Cancellation);
        await using var second = await Stores.OpenAsync(shared, TimeProvider.System, Cancellation);

        var results = await Task.WhenAll(new[] { first, second }.Select(store => Task.Run(async () =>
        {
            var all = new List<AppendResult>();
            for (var batch = 0; batch < 20; batch++)
                all.AddRange(await store.Journal.AppendAsync(Samples.Site, Samples.Events($"b{batch}", 10), Cancellation));
            return all;
        })));

        Assert.Equal(200, results.Sum(all => all.Count(r => !r.IsDuplicate)));
        Assert.Equal(results[0].Select(r => r.Position), results[1].Select(r => r.Position));
        await first.Journal.AssertSoundAsync(200);
    }

    [Fact]
    public async Task Of_two_that_share_a_store_the_one_whose_clock_is_behind_records_nothing_before_the_other()
    {
        Assert.SkipUnless(Place is PostgresPlace, "SQLite is shared by nobody");
        await CloseAsync();
        var shared = Place.Options with { Exclusive = false, LockTimeout = TimeSpan.FromSeconds(20) };
        await using var ahead = await Stores.OpenAsync(shared, TimeProvider.System, Cancellation);
        await using var behind = await Stores.OpenAsync(shared, TimeProvider.System, Cancellation);

        await Task.WhenAll(new[] { (Store: ahead, At: Samples.Morning.AddSeconds(7), Name: "a"), (Store: behind, At: Samples.Morning, Name: "b") }.Select(one => Task.Run(async () =>
        {
            for (var batch = 0; batch < 20; batch++)
                await one.Store.Journal.AppendAsync(Samples.Site, [Samples.Event($"{one.Name}-{batch}", at: one.At), Samples.Event($"common-{batch}", at: one.At)], Cancellation);
        })));

        await ahead.Journal.AssertSoundAsync(60);
    }

    [Fact]
    public async Task Who_would_own_a_shared_store_alone_is_refused_while_it_is_shared()
    {
        await CloseAsync();
        Assert.SkipUnless(Place is PostgresPlace, "SQLite is shared by nobody");
        await using (await Stores.OpenAsync(Place.Options with { Exclusive = false }, TimeProvider.System, Cancellation))
        {
            var refused = await Assert.ThrowsAsync<StoreRefusedException>(
                async () => await Stores.OpenAsync(Place.Options with { LockTimeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System, Cancellation));
            Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
        }
        await using var alone = await Place.OpenAsync();
        await Assert.ThrowsAsync<StoreRefusedException>(
            async () => await Stores.OpenAsync(Place.Options with { Exclusive = false, LockTimeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System, Cancellation));
    }

    [Fact]
    public void A_description_names_the_place_and_no_secret()
    {
        Assert.DoesNotContain("assword", Store.Description, StringComparison.Ordinal);
        Assert.Contains(Place is SqlitePlace ? "sqlite" : "postgresql 127.0.0.1", Store.Description, StringComparison.Ordinal);
    }
}
