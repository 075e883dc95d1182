using Microsoft.Extensions.Time.Testing;
using Npgsql;
using ShopFloorTwin.Orleans.Schema;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Tests.Schema;

/// <summary>The tables are made by the silos themselves, in whatever order they start.</summary>
public sealed class OrleansSchemaTests : OrleansTablesTest
{
    [Fact]
    public async Task Silos_that_start_at_once_make_the_tables_once()
    {
        await using var place = new Storage.Tests.PostgresPlace();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var source = Stores.PostgresSource(place.Options);
            await OrleansSchema.ApplyAsync(source, TimeProvider.System, Cancellation);
        })));

        await using var read = Stores.PostgresSource(place.Options);
        Assert.Equal("1 2 3 4", await ScalarAsync(read, "SELECT string_agg(version::text, ' ' ORDER BY version) FROM orleans_version"));
    }

    [Fact]
    public async Task Applied_again_nothing_changes()
    {
        const string all = """
            SELECT (SELECT string_agg(v::text || v.xmin, ' ' ORDER BY version) FROM orleans_version v)
                || (SELECT string_agg(q::text || q.xmin, ' ' ORDER BY querykey) FROM orleansquery q)
                || (SELECT string_agg(c::text || c.xmin, ' ' ORDER BY oid) FROM pg_class c WHERE relnamespace = current_schema()::regnamespace)
            """;
        var before = await ScalarAsync(Tables.Source, all);

        await OrleansSchema.ApplyAsync(Tables.Source, new FakeTimeProvider(), Cancellation);

        Assert.Equal(before, await ScalarAsync(Tables.Source, all));
    }

    [Fact]
    public async Task They_lie_beside_the_store_in_one_schema()
    {
        await using var place = new Storage.Tests.PostgresPlace();
        await using var store = await place.OpenAsync();
        await using var source = Stores.PostgresSource(place.Options);

        await OrleansSchema.ApplyAsync(source, TimeProvider.System, Cancellation);

        Assert.Equal(
            "cluster orleansquery journal",
            await ScalarAsync(source, $"""
                SELECT string_agg(tablename, ' ' ORDER BY tablename <> 'cluster', tablename DESC) FROM pg_tables
                WHERE schemaname = '{place.Schema}' AND tablename IN ('cluster', 'orleansquery', 'journal')
                """));
        await store.DisposeAsync();
        await using var again = await place.OpenAsync();
    }

    [Fact]
    public async Task A_newer_version_is_refused_with_what_to_do()
    {
        await using var place = new Storage.Tests.PostgresPlace();
        await using var source = Stores.PostgresSource(place.Options);
        await OrleansSchema.ApplyAsync(source, TimeProvider.System, Cancellation);
        await place.ExecuteAsync("INSERT INTO orleans_version VALUES (99, now())");

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OrleansSchema.ApplyAsync(source, TimeProvider.System, Cancellation).AsTask());

        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
        Assert.Contains("start the newer program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grains_identity_is_unique_also_where_it_has_no_text()
    {
        const string row = "INSERT INTO grain_state VALUES (1, 2, 'twin', 'Order', 0, 42, NULL, 1, now(), '')";
        await Tables.Place.ExecuteAsync(row);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Tables.Place.ExecuteAsync(row));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
    }

    static async Task<string?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(Cancellation);
    }
}
