namespace ShopFloorTwin.Storage.Tests;

public sealed class SqliteKeyStoreTests : KeyStoreTests<SqlitePlace>;

public sealed class PostgresKeyStoreTests : KeyStoreTests<PostgresPlace>;

/// <summary>What holds for the keys of every store.</summary>
public abstract class KeyStoreTests<TPlace> : StoreTest<TPlace>
    where TPlace : StorePlace, new()
{
    static readonly DateTimeOffset Later = Samples.Morning.AddHours(1);

    IKeyStore Keys => Store.Keys;

    static StoredKey Key(string id) => new(id, "line 1", [1, 2, 255], ["viewer", "planner"], ["lyon"], Samples.Morning, Later, null, null);

    async Task<StoredKey> OnlyAsync() => Assert.Single(await Keys.ListAsync(Cancellation));

    [Fact]
    public async Task A_key_is_read_back_as_it_was_added()
    {
        await Keys.AddAsync(Key("k1"), Cancellation);
        await ReopenAsync();

        var key = await OnlyAsync();
        Assert.Equal(("k1", "line 1"), (key.KeyId, key.Name));
        Assert.Equal([1, 2, 255], key.Hash);
        Assert.Equal(["viewer", "planner"], key.Roles);
        Assert.Equal(["lyon"], key.Sites);
        Assert.Equal((Samples.Morning.UtcTicks, Later.UtcTicks), (key.CreatedAt.UtcTicks, key.ExpiresAt!.Value.UtcTicks));
        Assert.Null(key.RevokedAt);
        Assert.Null(key.BoardOpenedAt);
    }

    [Fact]
    public async Task A_key_without_expiry_roles_or_sites_is_kept_so()
    {
        await Keys.AddAsync(Key("k1") with { ExpiresAt = null, Roles = [], Sites = [] }, Cancellation);

        var key = await OnlyAsync();
        Assert.Null(key.ExpiresAt);
        Assert.Empty(key.Roles);
        Assert.Empty(key.Sites);
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        await Keys.AddAsync(Key("k1"), Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Keys.AddAsync(Key("k1") with { Name = "other" }, Cancellation));
        Assert.Equal("line 1", (await OnlyAsync()).Name);
    }

    [Fact]
    public async Task A_revoked_key_keeps_the_time_of_its_first_revocation()
    {
        await Keys.AddAsync(Key("k1"), Cancellation);

        Assert.True(await Keys.RevokeAsync("k1", Later, Cancellation));
        Assert.True(await Keys.RevokeAsync("k1", Later.AddDays(1), Cancellation));
        Assert.False(await Keys.RevokeAsync("k2", Later, Cancellation));
        Assert.Equal(Later.UtcTicks, (await OnlyAsync()).RevokedAt!.Value.UtcTicks);
    }

    [Fact]
    public async Task The_board_is_opened_once_with_a_key_however_many_try_at_once()
    {
        await Keys.AddAsync(Key("k1"), Cancellation);

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Keys.UseBoardOpeningAsync("k1", Later, Cancellation).AsTask())));

        Assert.Single(tries, opened => opened);
        Assert.False(await Keys.UseBoardOpeningAsync("unknown", Later, Cancellation));
        Assert.Equal(Later.UtcTicks, (await OnlyAsync()).BoardOpenedAt!.Value.UtcTicks);
    }
}
