using Npgsql;
using ShopFloorTwin.Storage.Postgres;

namespace ShopFloorTwin.Storage.Tests;

/// <summary>Parts of the product bring their own tables to the store's schema.</summary>
public sealed class PostgresMigrationsTests : StoreTest<PostgresPlace>
{
    const string First = "CREATE TABLE part_a(n int); INSERT INTO part_a VALUES (1)";
    const string Second = "CREATE TABLE part_b(n int); INSERT INTO part_b VALUES (2)";

    [Fact]
    public async Task A_newer_program_adds_only_what_is_new()
    {
        await ApplyAsync(First);
        await ApplyAsync(First, Second);

        await Place.ExecuteAsync("INSERT INTO part_a SELECT n FROM part_b");
        Assert.Equal(2L, await CountAsync("part_a"));
        Assert.Equal(2L, await CountAsync("part_version"));
    }

    [Fact]
    public async Task An_older_program_goes_on_where_a_newer_one_only_added_something()
    {
        await ApplyAsync(First);
        await using var source = Stores.PostgresSource(Place.Options);
        await new PostgresMigrations("part_version", First, Second) { RunsFrom = 1 }.ApplyAsync(source, TimeProvider.System, Cancellation);

        await ApplyAsync(First);
        await ApplyAsync(First, Second);

        Assert.Equal(2L, await CountAsync("part_version"));
    }

    [Fact]
    public async Task An_older_program_is_refused_where_a_newer_one_changed_what_it_uses()
    {
        await ApplyAsync(First);
        await ApplyAsync(First, Second);

        await Assert.ThrowsAsync<StoreRefusedException>(() => ApplyAsync(First));
    }

    [Fact]
    public async Task What_fails_midway_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync(First, "CREATE TABLE"));

        await ApplyAsync(First, Second);
        Assert.Equal(1L, await CountAsync("part_a"));
    }

    [Fact]
    public async Task The_parts_and_the_store_count_their_versions_apart()
    {
        await ApplyAsync(First);
        await Place.ExecuteAsync("INSERT INTO part_version VALUES (99, now())");

        await ReopenAsync();

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => ApplyAsync(First));
        Assert.Contains("version 99 (part_version)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_refused_with_what_is_needed()
    {
        await using var source = Stores.PostgresSource(Place.Options);
        var migrations = new PostgresMigrations("part_version", First) { ServerMajorMin = 1000 };

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => migrations.ApplyAsync(source, TimeProvider.System, Cancellation).AsTask());

        Assert.EndsWith("update it to 1000 or later.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_made_in_a_schema_that_is_not_named()
    {
        await using var source = NpgsqlDataSource.Create(Place.Server);

        await Assert.ThrowsAsync<ArgumentException>(() => new PostgresMigrations("part_version", First).ApplyAsync(source, TimeProvider.System, Cancellation).AsTask());
    }

    [Fact]
    public void A_store_that_silos_cannot_share_is_refused()
    {
        var refused = Assert.Throws<StoreRefusedException>(() => Stores.PostgresSource(new("sqlite", "unused")));

        Assert.Contains("only PostgreSQL is shared by several silos", refused.Message, StringComparison.Ordinal);
    }

    async Task ApplyAsync(params string[] statements)
    {
        await using var source = Stores.PostgresSource(Place.Options);
        await new PostgresMigrations("part_version", statements).ApplyAsync(source, TimeProvider.System, Cancellation);
    }

    async Task<long> CountAsync(string table)
    {
        await using var connection = await Place.ConnectAsync();
        return await connection.ScalarAsync<long>($"SELECT count(*) FROM {table}", Cancellation);
    }
}
