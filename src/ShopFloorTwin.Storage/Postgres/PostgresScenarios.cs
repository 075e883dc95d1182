using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>Kept scenarios in PostgreSQL.</summary>
internal sealed class PostgresScenarios(PostgresDatabase database, StoreOptions limits) : IScenarios
{
    const string Columns = "number, site, id, name, owner, note, edits, position, base, made_at, changed_at, expires_at, committed_at, version";

    public ValueTask<ScenarioAdd> AddAsync(StoredScenario scenario, DateTimeOffset now, CancellationToken cancellation) =>
        database.TransactAsync(c => AddAsync(c, scenario, now, cancellation), cancellation);

    async Task<ScenarioAdd> AddAsync(NpgsqlConnection connection, StoredScenario scenario, DateTimeOffset now, CancellationToken cancellation)
    {
        // What a site holds is counted by one at a time; the lock ends with the transaction.
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext('shopfloortwin scenarios'), hashtext($1))", cancellation, scenario.Site);
        await RemoveExpiredAsync(connection, scenario.Site, now, cancellation);
        if (await connection.ScalarAsync<long>("SELECT count(*) FROM scenario WHERE site = $1 AND id = $2", cancellation, scenario.Site, scenario.Id) > 0)
            return ScenarioAdd.Known;
        var (ofSite, ofOwner, bytes) = (await connection.ListAsync(
            "SELECT count(*), count(*) FILTER (WHERE owner = $2), coalesce(sum(bytes), 0)::bigint FROM scenario WHERE site = $1",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancellation, scenario.Site, scenario.Owner))[0];
        var fits = scenario.Fits(limits, ofSite, ofOwner, bytes);
        if (fits == ScenarioAdd.Added)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO scenario(site, id, name, owner, note, edits, position, base, made_at, changed_at, expires_at, committed_at, version, bytes)
                VALUES ($1, $2, $3, $4, $5::text, $6, $7, $8, $9, $10, $11, $12::bigint, 1, $13)
                """,
                cancellation, scenario.Site, scenario.Id, PostgresText.Shown(scenario.Name), scenario.Owner, PostgresText.Shown(scenario.Note),
                scenario.Edits.ToArray(), scenario.Position, scenario.Base.ToArray(), scenario.MadeAt.UtcTicks, scenario.ChangedAt.UtcTicks,
                scenario.ExpiresAt.UtcTicks, scenario.CommittedAt?.UtcTicks, scenario.Bytes);
        }
        return fits;
    }

    public async ValueTask<StoredScenario?> FindAsync(string site, string id, DateTimeOffset now, CancellationToken cancellation) =>
        await database.RunAsync(
            async c => (await c.ListAsync(
                $"SELECT {Columns} FROM scenario WHERE site = $1 AND id = $2 AND expires_at > $3", Item, cancellation, site, id, now.UtcTicks)).FirstOrDefault(),
            cancellation);

    public async ValueTask<IReadOnlyList<StoredScenario>> ListAsync(
        string site, string? owner, long? before, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        await database.RunAsync(
            c => c.ListAsync(
                $"""
                SELECT {Columns} FROM scenario
                WHERE site = $1 AND expires_at > $2 AND number < $3 AND ($4::text IS NULL OR owner = $4::text) ORDER BY number DESC LIMIT $5
                """,
                Item, cancellation, site, now.UtcTicks, before ?? long.MaxValue, owner, limit),
            cancellation);

    public async ValueTask<bool> ChangeAsync(StoredScenario scenario, CancellationToken cancellation) =>
        await database.RunAsync(
            c => c.ExecuteAsync(
                """
                UPDATE scenario SET position = $4, base = $5, changed_at = $6, expires_at = $7, committed_at = $8::bigint, version = version + 1, bytes = $9
                WHERE site = $1 AND id = $2 AND version = $3
                """,
                cancellation, scenario.Site, scenario.Id, scenario.Version, scenario.Position, scenario.Base.ToArray(), scenario.ChangedAt.UtcTicks,
                scenario.ExpiresAt.UtcTicks, scenario.CommittedAt?.UtcTicks, scenario.Bytes),
            cancellation) > 0;

    public async ValueTask<bool> RemoveAsync(string site, string id, CancellationToken cancellation) =>
        await database.RunAsync(c => c.ExecuteAsync("DELETE FROM scenario WHERE site = $1 AND id = $2", cancellation, site, id), cancellation) > 0;

    public ValueTask<int> RemoveExpiredAsync(string site, DateTimeOffset now, CancellationToken cancellation) =>
        database.RunAsync(c => RemoveExpiredAsync(c, site, now, cancellation), cancellation);

    static Task<int> RemoveExpiredAsync(NpgsqlConnection connection, string site, DateTimeOffset now, CancellationToken cancellation) =>
        connection.ExecuteAsync("DELETE FROM scenario WHERE site = $1 AND expires_at <= $2", cancellation, site, now.UtcTicks);

    static StoredScenario Item(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.TextOrNull(5), row.GetFieldValue<byte[]>(6),
        row.GetInt64(7), row.GetFieldValue<byte[]>(8), row.Instant(9), row.Instant(10), row.Instant(11), row.InstantOrNull(12), row.GetInt32(13));
}
