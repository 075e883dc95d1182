using Npgsql;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>
/// One batch into one site's journal, within a transaction. The site's row is its head: whoever updates it has the site
/// until the commit, so that positions are consecutive. Tried first as if all entries were new, in one round trip;
/// when some were not, that is undone, and the new ones are picked out. Nothing is recorded before the record ahead of it,
/// whatever the clock of the process that wrote that one.
/// </summary>
internal sealed class PostgresAppend(int site, int[] sources, string[] ids, IReadOnlyList<JournalEntry> entries)
{
    // Apart from the insert, which must see what the one who had the site before has written.
    const string Hold = "SELECT no FROM site WHERE no = $1 FOR UPDATE";

    const string Insert =
        """
        WITH newest AS (SELECT max(j.recorded_at) AS recorded_at FROM site s JOIN journal j ON j.site = s.no AND j.position = s.position WHERE s.no = $1),
        head AS (UPDATE site SET position = position + $2 WHERE no = $1 RETURNING position - $2 AS base),
        added AS (
            INSERT INTO journal(site, position, source, id, recorded_at, unpacked_length, body)
            SELECT $1, head.base + e.ord, e.source, e.id, greatest(e.recorded_at, newest.recorded_at), e.unpacked_length, e.body
            FROM head, newest, unnest($3, $4, $5, $6, $7) WITH ORDINALITY AS e(source, id, recorded_at, unpacked_length, body, ord)
            ON CONFLICT (source, id) DO NOTHING RETURNING 1)
        SELECT base, (SELECT count(*) FROM added) FROM head
        """;

    // By index for each entry, whatever the planner believes about the journal's size.
    const string Existing =
        """
        SELECT coalesce((SELECT j.position FROM journal j WHERE j.source = e.source AND j.id = e.id), 0)
        FROM unnest($1, $2) WITH ORDINALITY AS e(source, id, ord) ORDER BY ord
        """;

    /// <returns>One result per entry, in order.</returns>
    public async Task<AppendResult[]> RunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var all = Enumerable.Range(0, entries.Count).ToArray();
        var results = new AppendResult[all.Length];
        var (position, added) = await InsertAsync(connection, all, cancellation);
        if (added == all.Length)
        {
            foreach (var i in all)
                results[i] = new(position + i + 1, false);
            return results;
        }
        await connection.ExecuteAsync("ROLLBACK TO SAVEPOINT append", cancellation);
        var existing = await ExistingAsync(connection, cancellation);
        var head = await connection.ScalarAsync<long>("SELECT position FROM site WHERE no = $1", cancellation, site);
        var fresh = PickFresh(existing, head, results);
        if (fresh.Length > 0 && await InsertAsync(connection, fresh, cancellation) is var (_, freshAdded) && freshAdded != fresh.Length)
            throw new StoreUnavailableException("Another writer took one of the events meanwhile, nothing was written: send them again.");
        return results;
    }

    async Task<(long Base, long Added)> InsertAsync(NpgsqlConnection connection, int[] which, CancellationToken cancellation)
    {
        var packed = Array.ConvertAll(which, i => Packing.Pack(entries[i].Body, Limits.PlainRecordBytes));
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Hold) { Parameters = { new NpgsqlParameter<int> { TypedValue = site } } });
        batch.BatchCommands.Add(new("SAVEPOINT append"));
        batch.BatchCommands.Add(new(Insert)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = site },
                new NpgsqlParameter<long> { TypedValue = which.Length },
                new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(which, i => sources[i]) },
                new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(which, i => ids[i]) },
                new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(which, i => entries[i].RecordedAt.UtcTicks) },
                new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(packed, p => p.UnpackedLength) },
                new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = Array.ConvertAll(packed, p => p.Stored) },
            },
        });
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.NextResultAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (row.GetInt64(0), row.GetInt64(1))
            : throw new StoreUnavailableException($"The site's row {site} is gone from the store.");
    }

    async Task<List<long>> ExistingAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // The site is held, and stays so: that was done ahead of the savepoint.
        await connection.ExecuteAsync("SET LOCAL enable_seqscan = off", cancellation);
        return await connection.ListAsync(Existing, row => row.GetInt64(0), cancellation, sources, ids);
    }

    /// <summary>Fills in what each entry comes to, and gives back those to be written.</summary>
    int[] PickFresh(List<long> existing, long head, AppendResult[] results)
    {
        var fresh = new List<int>();
        var inBatch = new Dictionary<(int, string), long>();
        for (var i = 0; i < results.Length; i++)
        {
            if (existing[i] != 0)
                results[i] = new(existing[i], true);
            else if (inBatch.TryGetValue((sources[i], ids[i]), out var first))
                results[i] = new(first, true);
            else
            {
                results[i] = new(++head, false);
                inBatch.Add((sources[i], ids[i]), head);
                fresh.Add(i);
            }
        }
        return [.. fresh];
    }
}
