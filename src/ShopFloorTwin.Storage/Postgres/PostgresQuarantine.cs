using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>Refused input in PostgreSQL; the site's row counts what it holds.</summary>
internal sealed class PostgresQuarantine(PostgresDatabase database, PostgresSites sites, StoreOptions limits) : IQuarantine
{
    const string Columns = "number, received_at, event_id, refusal_type, detail, body";

    public async ValueTask<int> AddAsync(string site, IReadOnlyList<QuarantineEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0)
            return 0;
        var no = await sites.FindOrAddAsync(site, cancellation);
        return await database.TransactAsync(c => AddAsync(c, no, entries, cancellation), cancellation);
    }

    async Task<int> AddAsync(NpgsqlConnection connection, int site, IReadOnlyList<QuarantineEntry> entries, CancellationToken cancellation)
    {
        var (held, bytes) = (await connection.ListAsync(
            "SELECT quarantine_entries, quarantine_bytes FROM site WHERE no = $1 FOR UPDATE",
            row => (row.GetInt64(0), row.GetInt64(1)), cancellation, site))[0];
        var kept = new List<(QuarantineEntry Entry, long Bytes)>();
        foreach (var entry in entries)
        {
            var size = QuarantineSize.Of(entry);
            if (!QuarantineSize.Fits(limits, held, bytes, size))
                continue;
            held++;
            bytes += size;
            kept.Add((entry, size));
        }
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (entry, size) in kept)
            batch.BatchCommands.Add(Insert(site, entry, size));
        batch.BatchCommands.Add(new("UPDATE site SET quarantine_entries = $2, quarantine_bytes = $3 WHERE no = $1")
        {
            Parameters = { new() { Value = site }, new() { Value = held }, new() { Value = bytes } },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
        return kept.Count;
    }

    static NpgsqlBatchCommand Insert(int site, QuarantineEntry entry, long size) => new(
        "INSERT INTO quarantine(site, received_at, event_id, refusal_type, detail, bytes, body) VALUES ($1, $2, $3, $4, $5, $6, $7)")
    {
        Parameters =
        {
            new() { Value = site }, new() { Value = entry.ReceivedAt.UtcTicks },
            new() { Value = (object?)PostgresText.Shown(entry.EventId) ?? DBNull.Value, DataTypeName = "text" },
            new() { Value = PostgresText.Shown(entry.RefusalType) }, new() { Value = PostgresText.Shown(entry.Detail) },
            new() { Value = size }, new() { Value = entry.Body },
        },
    };

    public async ValueTask<IReadOnlyList<QuarantineItem>> ListAsync(string site, long? before, int limit, CancellationToken cancellation) =>
        await sites.FindAsync(site, cancellation) is not { } no ? [] : await database.RunAsync(
            c => c.ListAsync(
                $"SELECT {Columns} FROM quarantine WHERE site = $1 AND number < $2 ORDER BY number DESC LIMIT $3",
                Item, cancellation, no, before ?? long.MaxValue, limit),
            cancellation);

    public async ValueTask<QuarantineItem?> FindAsync(string site, long number, CancellationToken cancellation) =>
        await sites.FindAsync(site, cancellation) is not { } no ? null : await database.RunAsync(
            async c => (await c.ListAsync(
                $"SELECT {Columns} FROM quarantine WHERE site = $1 AND number = $2", Item, cancellation, no, number)).FirstOrDefault(),
            cancellation);

    public async ValueTask RemoveAsync(string site, long number, CancellationToken cancellation)
    {
        if (await sites.FindAsync(site, cancellation) is not { } no)
            return;
        // The site's row first, as when adding: the two never wait for each other.
        await database.TransactAsync(
            async c =>
            {
                await c.ExecuteAsync("SELECT FROM site WHERE no = $1 FOR UPDATE", cancellation, no);
                return await c.ExecuteAsync(
                    """
                    WITH gone AS (DELETE FROM quarantine WHERE site = $1 AND number = $2 RETURNING bytes)
                    UPDATE site SET quarantine_entries = quarantine_entries - 1, quarantine_bytes = quarantine_bytes - gone.bytes
                    FROM gone WHERE no = $1
                    """,
                    cancellation, no, number);
            },
            cancellation);
    }

    static QuarantineItem Item(NpgsqlDataReader row) => new(row.GetInt64(0), new(
        row.Instant(1), row.TextOrNull(2), row.GetString(3), row.GetString(4), row.GetFieldValue<byte[]>(5)));
}
