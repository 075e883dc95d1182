using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>Intents in PostgreSQL.</summary>
internal sealed class PostgresIntents(PostgresDatabase database) : IIntents
{
    const string Columns = "number, id, instance, site, decision, lane, record, replaces, content, created_at, state, attempts, due_at, result, reason, changed_at";
    const string Unfinished = "state IN (0, 1, 2)";

    public async ValueTask<WriterLease?> TakeAsync(string instance, string holder, DateTimeOffset now, TimeSpan life, CancellationToken cancellation)
    {
        var until = now + life;
        var tokens = await database.RunAsync(
            c => c.ListAsync(
                """
                INSERT INTO writer_lease AS l(instance, holder, token, until) VALUES ($1, $2, 1, $3)
                ON CONFLICT(instance) DO UPDATE SET
                    token = l.token + CASE WHEN l.holder <> $2 OR l.until <= $4 THEN 1 ELSE 0 END, holder = $2, until = $3
                    WHERE l.holder = $2 OR l.until <= $4
                RETURNING token
                """,
                row => row.GetInt64(0), cancellation, instance, holder, until.UtcTicks, now.UtcTicks),
            cancellation);
        return tokens.Count == 0 ? null : new(instance, holder, tokens[0], until);
    }

    public async ValueTask ReleaseAsync(WriterLease lease, DateTimeOffset now, CancellationToken cancellation) => await ChangeAsync(
        "UPDATE writer_lease SET until = $3 WHERE instance = $1 AND token = $2", cancellation, lease.Instance, lease.Token, now.UtcTicks);

    public async ValueTask<int> AddAsync(IReadOnlyList<Intent> intents, CancellationToken cancellation) => intents.Count == 0 ? 0 : await database.TransactAsync(
        async c =>
        {
            var added = 0;
            foreach (var intent in intents)
                added += await AddAsync(c, intent, cancellation);
            return added;
        },
        cancellation);

    static async Task<int> AddAsync(NpgsqlConnection connection, Intent intent, CancellationToken cancellation)
    {
        var added = await connection.ExecuteAsync(
            """
            INSERT INTO intent(id, instance, site, decision, lane, record, replaces, content, created_at, state, attempts, due_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7::text, $8, $9, 0, 0, $9, $9)
            ON CONFLICT(id) DO UPDATE SET state = 0, due_at = excluded.due_at, changed_at = excluded.changed_at WHERE intent.state = 6
            """,
            cancellation, intent.Id, intent.Instance, intent.Site, intent.Decision, intent.Lane, PostgresText.Shown(intent.Record), PostgresText.Shown(intent.Replaces),
            intent.Content.ToArray(), intent.CreatedAt.UtcTicks);
        if (added > 0 && intent.Replaces is not null)
        {
            await connection.ExecuteAsync(
                "UPDATE intent SET state = 5, reason = $1, changed_at = $4 WHERE instance = $2 AND replaces = $3 AND state = 0 AND attempts = 0 AND id <> $1",
                cancellation, intent.Id, intent.Instance, PostgresText.Shown(intent.Replaces), intent.CreatedAt.UtcTicks);
        }
        return added;
    }

    public ValueTask<IReadOnlyList<StoredIntent>> DueAsync(string instance, DateTimeOffset now, int lanes, int limit, CancellationToken cancellation) => ListAsync(
        $"""
        SELECT {Columns} FROM intent i WHERE instance = $1 AND {Unfinished} AND due_at <= $2 AND lane < $3
          AND NOT EXISTS (SELECT 1 FROM intent e WHERE e.instance = i.instance AND e.record = i.record AND e.{Unfinished} AND e.number < i.number)
        ORDER BY lane, number LIMIT $4
        """,
        cancellation, instance, now.UtcTicks, lanes, limit);

    public ValueTask<IReadOnlyList<StoredIntent>> BehindAsync(string instance, string record, long number, CancellationToken cancellation) => ListAsync(
        $"SELECT {Columns} FROM intent WHERE instance = $1 AND record = $2 AND state = 0 AND number > $3 ORDER BY number",
        cancellation, instance, PostgresText.Shown(record), number);

    public ValueTask<IReadOnlyList<StoredIntent>> OfDecisionAsync(string instance, string site, string decision, CancellationToken cancellation) => ListAsync(
        $"SELECT {Columns} FROM intent WHERE instance = $1 AND site = $2 AND decision = $3 ORDER BY number", cancellation, instance, site, decision);

    public ValueTask<IReadOnlyList<StoredIntent>> ConfirmedAsync(string instance, long? before, int limit, CancellationToken cancellation) => ListAsync(
        $"SELECT {Columns} FROM intent WHERE instance = $1 AND state = 3 AND number < $2 ORDER BY number DESC LIMIT $3",
        cancellation, instance, before ?? long.MaxValue, limit);

    public async ValueTask<IReadOnlyList<string>> UntriedAsync(string instance, string site, CancellationToken cancellation) => await database.RunAsync(
        c => c.ListAsync(
            "SELECT DISTINCT decision FROM intent WHERE instance = $1 AND site = $2 AND state = 0 AND attempts = 0 ORDER BY decision",
            row => row.GetString(0), cancellation, instance, site),
        cancellation);

    public async ValueTask MarkAsync(WriterLease lease, IReadOnlyList<IntentMark> marks, CancellationToken cancellation) => await database.TransactAsync(
        async c =>
        {
            // The row is locked until the marks are in: a take-over waits for them, and they for a take-over.
            if (await c.ScalarAsync<long>("SELECT token FROM writer_lease WHERE instance = $1 FOR UPDATE", cancellation, lease.Instance) != lease.Token)
                throw new LeaseLostException($"Another writer has taken {lease.Instance} over.");
            foreach (var mark in marks)
            {
                await c.ExecuteAsync(
                    """
                    UPDATE intent SET state = $1, attempts = $2, due_at = $3, result = coalesce($4::bytea, result), reason = $5::text, changed_at = $6
                    WHERE id = $7 AND instance = $8
                    """,
                    cancellation, (short)mark.State, mark.Attempts, mark.DueAt.UtcTicks, mark.Result?.ToArray(), PostgresText.Shown(mark.Reason), mark.At.UtcTicks, mark.Id, lease.Instance);
            }
            return marks.Count;
        },
        cancellation);

    public ValueTask<int> ReopenAsync(string instance, string site, string decision, DateTimeOffset now, CancellationToken cancellation) => ChangeAsync(
        "UPDATE intent SET state = 0, due_at = $4, changed_at = $4 WHERE instance = $1 AND site = $2 AND decision = $3 AND state = 4",
        cancellation, instance, site, decision, now.UtcTicks);

    public ValueTask<int> CancelAsync(string instance, string site, string decision, CancellationToken cancellation) => ChangeAsync(
        "UPDATE intent SET state = 6 WHERE instance = $1 AND site = $2 AND decision = $3 AND ((state = 0 AND attempts = 0) OR state = 4)",
        cancellation, instance, site, decision);

    public ValueTask<int> PruneAsync(string instance, DateTimeOffset finishedBefore, CancellationToken cancellation) => ChangeAsync(
        "DELETE FROM intent WHERE instance = $1 AND state IN (3, 5, 6) AND changed_at < $2", cancellation, instance, finishedBefore.UtcTicks);

    public ValueTask<IntentBacklog> BacklogAsync(string instance, CancellationToken cancellation) => database.RunAsync(
        async c =>
        {
            var (waiting, parked) = (await c.ListAsync(
                $"SELECT count(*) FILTER (WHERE {Unfinished}), count(*) FILTER (WHERE state = 4) FROM intent WHERE instance = $1",
                row => (row.GetInt64(0), row.GetInt64(1)), cancellation, instance))[0];
            var oldest = await c.ListAsync(
                $"SELECT created_at, reason FROM intent WHERE instance = $1 AND {Unfinished} ORDER BY created_at, number LIMIT 1",
                row => (row.Instant(0), row.TextOrNull(1)), cancellation, instance);
            return new IntentBacklog(waiting, parked, oldest.Count == 0 ? null : oldest[0].Item1, oldest.Count == 0 ? null : oldest[0].Item2);
        },
        cancellation);

    async ValueTask<IReadOnlyList<StoredIntent>> ListAsync(string sql, CancellationToken cancellation, params object?[] parameters) =>
        await database.RunAsync(c => c.ListAsync(sql, Item, cancellation, parameters), cancellation);

    ValueTask<int> ChangeAsync(string sql, CancellationToken cancellation, params object?[] parameters) =>
        database.RunAsync(c => c.ExecuteAsync(sql, cancellation, parameters), cancellation);

    static StoredIntent Item(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        new(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetString(6), row.TextOrNull(7), row.GetFieldValue<byte[]>(8), row.Instant(9)),
        (IntentState)row.GetInt16(10), row.GetInt32(11), row.Instant(12), row.IsDBNull(13) ? default(ReadOnlyMemory<byte>) : row.GetFieldValue<byte[]>(13), row.TextOrNull(14), row.Instant(15));
}
