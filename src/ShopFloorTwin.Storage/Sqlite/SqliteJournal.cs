using Microsoft.Data.Sqlite;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>The journal in <c>twin.db</c>.</summary>
internal sealed class SqliteJournal : IJournal
{
    readonly SqliteFile _file;
    readonly SqliteSites _sites = new();
    SqliteAppend? _append;

    public SqliteJournal(SqliteFile file)
    {
        _file = file;
        file.Writer.Closing += () =>
        {
            _append?.Dispose();
            _append = null;
        };
    }

    public ValueTask<IReadOnlyList<JournalHead>> HeadsAsync(CancellationToken cancellation) =>
        _file.Readers.ReadAsync(Heads, cancellation);

    static IReadOnlyList<JournalHead> Heads(SqliteConnection connection) =>
        [.. connection.List("SELECT no, name FROM site ORDER BY name", row => (No: row.GetInt64(0), Name: row.GetString(1)))
            .Select(site => new JournalHead(site.Name, SqliteSites.Head(connection, site.No)))
            .Where(head => head.Position > 0)];

    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(string site, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation) =>
        entries.Count == 0
            ? new(Array.Empty<AppendResult>())
            : _file.Writer.TransactAsync<IReadOnlyList<AppendResult>>(c => Append(c, site, entries), cancellation);

    AppendResult[] Append(SqliteConnection connection, string site, IReadOnlyList<JournalEntry> entries)
    {
        try
        {
            return AppendAll(connection, SqliteSites.FindOrAdd(connection, site), entries);
        }
        catch
        {
            _sites.Forget();
            throw;
        }
    }

    AppendResult[] AppendAll(SqliteConnection connection, long site, IReadOnlyList<JournalEntry> entries)
    {
        var append = _append ??= new(connection);
        // Read anew each time: an undone transaction or another writer must not leave a gap.
        var head = SqliteSites.Head(connection, site);
        var results = new AppendResult[entries.Count];
        string? sourceName = null;
        long source = 0;
        for (var i = 0; i < results.Length; i++)
        {
            var entry = entries[i];
            if (!ReferenceEquals(sourceName, entry.Source))
                source = _sites.Source(connection, site, sourceName = entry.Source);
            if (head >= Limits.JournalRecords)
                throw new StoreUnavailableException("The site's journal is full: it cannot take more than 2^40 records.");
            results[i] = append.TryInsert(SqliteSites.Key(site, head + 1), source, entry)
                ? new(++head, false)
                : new(SqliteSites.Position(append.KeyOf(source, entry.Id)), true);
        }
        return results;
    }

    public ValueTask<IReadOnlyList<long>> FindAsync(string site, IReadOnlyList<EventIdentity> identities, CancellationToken cancellation) =>
        identities.Count == 0
            ? new(Array.Empty<long>())
            : _file.Readers.ReadAsync<IReadOnlyList<long>>(c => Find(c, site, identities), cancellation);

    static long[] Find(SqliteConnection connection, string site, IReadOnlyList<EventIdentity> identities)
    {
        var positions = new long[identities.Count];
        if (SqliteSites.Find(connection, site) is not { } no)
            return positions;
        using var command = connection.Command(
            "SELECT seq FROM source JOIN journal ON source = no WHERE site = @site AND name = @name AND id = @id", ("@site", no), ("@name", ""), ("@id", ""));
        for (var i = 0; i < positions.Length; i++)
        {
            command.Parameters[1].Value = identities[i].Source;
            command.Parameters[2].Value = identities[i].Id;
            positions[i] = command.ExecuteScalar() is long key ? SqliteSites.Position(key) : 0;
        }
        return positions;
    }

    public ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(string site, long after, int limit, CancellationToken cancellation) =>
        _file.Readers.ReadAsync<IReadOnlyList<JournalRecord>>(c => Read(c, site, after, limit), cancellation);

    static List<JournalRecord> Read(SqliteConnection connection, string site, long after, int limit)
    {
        var records = new List<JournalRecord>();
        if (SqliteSites.Find(connection, site) is not { } no)
            return records;
        using var command = connection.Command(
            "SELECT seq, recorded_at, unpacked_length, body FROM journal WHERE seq > @after AND seq <= @last ORDER BY seq LIMIT @limit",
            ("@after", SqliteSites.Key(no, after)), ("@last", SqliteSites.Key(no, Limits.JournalRecords)), ("@limit", limit));
        using var row = command.ExecuteReader();
        long bytes = 0;
        while (bytes < Limits.JournalPageBytes && row.Read())
        {
            var body = row.GetFieldValue<byte[]>(3);
            if (row.GetInt32(2) is > 0 and var unpackedLength)
                body = Packing.Unpack(body, unpackedLength);
            bytes += body.Length;
            records.Add(new(SqliteSites.Position(row.GetInt64(0)), row.Instant(1), body));
        }
        return records;
    }

    public async ValueTask<long> PositionAtAsync(string site, DateTimeOffset at, CancellationToken cancellation)
    {
        var (no, head) = await _file.Readers.ReadAsync(
            c => SqliteSites.Find(c, site) is { } found ? (found, SqliteSites.Head(c, found)) : (0L, 0L), cancellation);
        return await Bisection.LastNotAfterAsync(head, position => _file.Readers.ReadAsync(
            c => c.Scalar<long>("SELECT recorded_at FROM journal WHERE seq = @seq", ("@seq", SqliteSites.Key(no, position))) <= at.UtcTicks,
            cancellation));
    }

    public ValueTask<JournalReport> VerifyAsync(string site, IProgress<long>? progress, CancellationToken cancellation) =>
        _file.Readers.ReadAsync(c => Verify(c, site, progress, cancellation), cancellation);

    static JournalReport Verify(SqliteConnection connection, string site, IProgress<long>? progress, CancellationToken cancellation)
    {
        var no = SqliteSites.Find(connection, site);
        var check = new JournalCheck(site, no is null ? 0 : SqliteSites.Head(connection, no.Value), progress);
        // Covers the pages, and that the unique index and the table hold the same.
        Attempt(check, () => Rows("PRAGMA integrity_check", row =>
        {
            if (row.GetString(0) is var answer && !string.Equals(answer, "ok", StringComparison.Ordinal))
                check.Problem(answer);
        }));
        if (no is not null)
        {
            Attempt(check, () => Rows(
                "SELECT seq, recorded_at, unpacked_length, body FROM journal WHERE seq BETWEEN @first AND @last ORDER BY seq",
                row => check.Record(SqliteSites.Position(row.GetInt64(0)), row.Instant(1), row.GetFieldValue<byte[]>(3), row.GetInt32(2)),
                ("@first", SqliteSites.Key(no.Value, 0)), ("@last", SqliteSites.Key(no.Value, Limits.JournalRecords))));
        }
        return check.Finish();

        void Rows(string sql, Action<SqliteDataReader> read, params ReadOnlySpan<(string, object?)> parameters)
        {
            using var command = connection.Command(sql, parameters);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                read(row);
            }
        }
    }

    static void Attempt(JournalCheck check, Action read)
    {
        try
        {
            read();
        }
        catch (SqliteException e) when (SqliteFailure.IsDamage(e))
        {
            check.Problem(e.Message);
        }
    }
}
