using Microsoft.Data.Sqlite;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>Intents in <c>twin.db</c>.</summary>
internal sealed class SqliteIntents(SqliteFile file) : IIntents
{
    const string Columns = "number, id, instance, site, decision, lane, record, replaces, content, created_at, state, attempts, due_at, result, reason, changed_at";
    const string Unfinished = "state IN (0, 1, 2)";

    public ValueTask<WriterLease?> TakeAsync(string instance, string holder, DateTimeOffset now, TimeSpan life, CancellationToken cancellation) =>
        file.Writer.TransactAsync(c => Take(c, instance, holder, now, now + life), cancellation);

    static WriterLease? Take(SqliteConnection connection, string instance, string holder, DateTimeOffset now, DateTimeOffset until)
    {
        var tokens = connection.List(
            """
            INSERT INTO writer_lease(instance, holder, token, until) VALUES (@instance, @holder, 1, @until)
            ON CONFLICT(instance) DO UPDATE SET token = token + (holder <> @holder OR until <= @now), holder = @holder, until = @until
                WHERE holder = @holder OR until <= @now
            RETURNING token
            """,
            row => row.GetInt64(0), ("@instance", instance), ("@holder", holder), ("@until", until.UtcTicks), ("@now", now.UtcTicks));
        return tokens.Count == 0 ? null : new(instance, holder, tokens[0], until);
    }

    public async ValueTask ReleaseAsync(WriterLease lease, DateTimeOffset now, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(
            c => c.Execute(
                "UPDATE writer_lease SET until = @now WHERE instance = @instance AND token = @token",
                ("@now", now.UtcTicks), ("@instance", lease.Instance), ("@token", lease.Token)),
            cancellation);

    public ValueTask<int> AddAsync(IReadOnlyList<Intent> intents, CancellationToken cancellation) =>
        intents.Count == 0 ? new(0) : file.Writer.TransactAsync(c => intents.Sum(intent => Add(c, intent)), cancellation);

    static int Add(SqliteConnection connection, Intent intent)
    {
        var added = connection.Execute(
            """
            INSERT INTO intent(id, instance, site, decision, lane, record, replaces, content, created_at, state, attempts, due_at, changed_at)
            VALUES (@id, @instance, @site, @decision, @lane, @record, @replaces, @content, @created, 0, 0, @created, @created)
            ON CONFLICT(id) DO UPDATE SET state = 0, due_at = excluded.due_at, changed_at = excluded.changed_at WHERE intent.state = 6
            """,
            ("@id", intent.Id), ("@instance", intent.Instance), ("@site", intent.Site), ("@decision", intent.Decision), ("@lane", intent.Lane),
            ("@record", intent.Record), ("@replaces", intent.Replaces), ("@content", intent.Content.ToArray()), ("@created", intent.CreatedAt.UtcTicks));
        if (added > 0 && intent.Replaces is not null)
        {
            connection.Execute(
                "UPDATE intent SET state = 5, reason = @id, changed_at = @now WHERE instance = @instance AND replaces = @replaces AND state = 0 AND attempts = 0 AND id <> @id",
                ("@id", intent.Id), ("@instance", intent.Instance), ("@replaces", intent.Replaces), ("@now", intent.CreatedAt.UtcTicks));
        }
        return added;
    }

    public ValueTask<IReadOnlyList<StoredIntent>> DueAsync(string instance, DateTimeOffset now, int lanes, int limit, CancellationToken cancellation) => ListAsync(
        $"""
        SELECT {Columns} FROM intent i WHERE instance = @instance AND {Unfinished} AND due_at <= @now AND lane < @lanes
          AND NOT EXISTS (SELECT 1 FROM intent e WHERE e.instance = i.instance AND e.record = i.record AND e.{Unfinished} AND e.number < i.number)
        ORDER BY lane, number LIMIT @limit
        """,
        cancellation, ("@instance", instance), ("@now", now.UtcTicks), ("@lanes", lanes), ("@limit", limit));

    public ValueTask<IReadOnlyList<StoredIntent>> BehindAsync(string instance, string record, long number, CancellationToken cancellation) => ListAsync(
        $"SELECT {Columns} FROM intent WHERE instance = @instance AND record = @record AND state = 0 AND number > @number ORDER BY number",
        cancellation, ("@instance", instance), ("@record", record), ("@number", number));

    public ValueTask<IReadOnlyList<StoredIntent>> OfDecisionAsync(string instance, string site, string decision, CancellationToken cancellation) => ListAsync(
        $"SELECT {Columns} FROM intent WHERE instance = @instance AND site = @site AND decision = @decision ORDER BY number",
        cancellation, ("@instance", instance), ("@site", site), ("@decision", decision));

    public ValueTask<IReadOnlyList<StoredIntent>> ConfirmedAsync(string instance, long? before, int limit, CancellationToken cancellation) => ListAsync(
        $"SELECT {Columns} FROM intent WHERE instance = @instance AND state = 3 AND number < @before ORDER BY number DESC LIMIT @limit",
        cancellation, ("@instance", instance), ("@before", before ?? long.MaxValue), ("@limit", limit));

    public ValueTask<IReadOnlyList<string>> UntriedAsync(string instance, string site, CancellationToken cancellation) =>
        file.Readers.ReadAsync<IReadOnlyList<string>>(
            c => c.List(
                "SELECT DISTINCT decision FROM intent WHERE instance = @instance AND site = @site AND state = 0 AND attempts = 0 ORDER BY decision",
                row => row.GetString(0), ("@instance", instance), ("@site", site)),
            cancellation);

    public async ValueTask MarkAsync(WriterLease lease, IReadOnlyList<IntentMark> marks, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(c => Mark(c, lease, marks), cancellation);

    static int Mark(SqliteConnection connection, WriterLease lease, IReadOnlyList<IntentMark> marks)
    {
        if (connection.Scalar<long>("SELECT token FROM writer_lease WHERE instance = @instance", ("@instance", lease.Instance)) != lease.Token)
            throw new LeaseLostException($"Another writer has taken {lease.Instance} over.");
        foreach (var mark in marks)
        {
            connection.Execute(
                """
                UPDATE intent SET state = @state, attempts = @attempts, due_at = @due, result = coalesce(@result, result), reason = @reason, changed_at = @at
                WHERE id = @id AND instance = @instance
                """,
                ("@state", (int)mark.State), ("@attempts", mark.Attempts), ("@due", mark.DueAt.UtcTicks), ("@result", mark.Result?.ToArray()),
                ("@reason", mark.Reason), ("@at", mark.At.UtcTicks), ("@id", mark.Id), ("@instance", lease.Instance));
        }
        return marks.Count;
    }

    public ValueTask<int> ReopenAsync(string instance, string site, string decision, DateTimeOffset now, CancellationToken cancellation) => ChangeAsync(
        "UPDATE intent SET state = 0, due_at = @now, changed_at = @now WHERE instance = @instance AND site = @site AND decision = @decision AND state = 4",
        cancellation, ("@now", now.UtcTicks), ("@instance", instance), ("@site", site), ("@decision", decision));

    public ValueTask<int> CancelAsync(string instance, string site, string decision, CancellationToken cancellation) => ChangeAsync(
        "UPDATE intent SET state = 6 WHERE instance = @instance AND site = @site AND decision = @decision AND ((state = 0 AND attempts = 0) OR state = 4)",
        cancellation, ("@instance", instance), ("@site", site), ("@decision", decision));

    public ValueTask<int> PruneAsync(string instance, DateTimeOffset finishedBefore, CancellationToken cancellation) => ChangeAsync(
        "DELETE FROM intent WHERE instance = @instance AND state IN (3, 5, 6) AND changed_at < @before",
        cancellation, ("@instance", instance), ("@before", finishedBefore.UtcTicks));

    public ValueTask<IntentBacklog> BacklogAsync(string instance, CancellationToken cancellation) =>
        file.Readers.ReadAsync(c => Backlog(c, instance), cancellation);

    static IntentBacklog Backlog(SqliteConnection connection, string instance)
    {
        var (waiting, parked) = connection.List(
            $"SELECT count(*) FILTER (WHERE {Unfinished}), count(*) FILTER (WHERE state = 4) FROM intent WHERE instance = @instance",
            row => (row.GetInt64(0), row.GetInt64(1)), ("@instance", instance))[0];
        var oldest = connection.List(
            $"SELECT created_at, reason FROM intent WHERE instance = @instance AND {Unfinished} ORDER BY created_at, number LIMIT 1",
            row => (row.Instant(0), row.TextOrNull(1)), ("@instance", instance));
        return new(waiting, parked, oldest.Count == 0 ? null : oldest[0].Item1, oldest.Count == 0 ? null : oldest[0].Item2);
    }

    ValueTask<IReadOnlyList<StoredIntent>> ListAsync(string sql, CancellationToken cancellation, params (string, object?)[] parameters) =>
        file.Readers.ReadAsync<IReadOnlyList<StoredIntent>>(c => c.List(sql, Item, parameters), cancellation);

    ValueTask<int> ChangeAsync(string sql, CancellationToken cancellation, params (string, object?)[] parameters) =>
        file.Writer.TransactAsync(c => c.Execute(sql, parameters), cancellation);

    static StoredIntent Item(SqliteDataReader row) => new(
        row.GetInt64(0),
        new(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetString(6), row.TextOrNull(7), row.GetFieldValue<byte[]>(8), row.Instant(9)),
        (IntentState)row.GetInt32(10), row.GetInt32(11), row.Instant(12), row.IsDBNull(13) ? default(ReadOnlyMemory<byte>) : row.GetFieldValue<byte[]>(13), row.TextOrNull(14), row.Instant(15));
}
