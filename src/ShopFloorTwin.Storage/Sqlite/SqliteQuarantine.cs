using Microsoft.Data.Sqlite;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>Refused input in <c>twin.db</c>; the site's row counts what it holds.</summary>
internal sealed class SqliteQuarantine(SqliteFile file, StoreOptions limits) : IQuarantine
{
    const string Columns = "number, received_at, event_id, refusal_type, detail, body";

    public ValueTask<int> AddAsync(string site, IReadOnlyList<QuarantineEntry> entries, CancellationToken cancellation) =>
        entries.Count == 0 ? new(0) : file.Writer.TransactAsync(c => Add(c, site, entries), cancellation);

    int Add(SqliteConnection connection, string site, IReadOnlyList<QuarantineEntry> entries)
    {
        var no = SqliteSites.FindOrAdd(connection, site);
        var (held, bytes) = connection.List(
            "SELECT quarantine_entries, quarantine_bytes FROM site WHERE no = @site", row => (row.GetInt64(0), row.GetInt64(1)), ("@site", no))[0];
        var kept = 0;
        foreach (var entry in entries)
        {
            var size = QuarantineSize.Of(entry);
            if (!QuarantineSize.Fits(limits, held, bytes, size))
                continue;
            connection.Execute(
                """
                INSERT INTO quarantine(site, received_at, event_id, refusal_type, detail, bytes, body)
                VALUES (@site, @received, @event, @type, @detail, @bytes, @body)
                """,
                ("@site", no), ("@received", entry.ReceivedAt.UtcTicks), ("@event", entry.EventId), ("@type", entry.RefusalType),
                ("@detail", entry.Detail), ("@bytes", size), ("@body", entry.Body.ToArray()));
            held++;
            bytes += size;
            kept++;
        }
        connection.Execute(
            "UPDATE site SET quarantine_entries = @held, quarantine_bytes = @bytes WHERE no = @site",
            ("@held", held), ("@bytes", bytes), ("@site", no));
        return kept;
    }

    public ValueTask<IReadOnlyList<QuarantineItem>> ListAsync(string site, long? before, int limit, CancellationToken cancellation) =>
        file.Readers.ReadAsync<IReadOnlyList<QuarantineItem>>(c => List(c, site, before, limit), cancellation);

    static List<QuarantineItem> List(SqliteConnection connection, string site, long? before, int limit) =>
        connection.List(
            $"SELECT {Columns} FROM quarantine WHERE site = (SELECT no FROM site WHERE name = @site) AND number < @before ORDER BY number DESC LIMIT @limit",
            Item, ("@site", site), ("@before", before ?? long.MaxValue), ("@limit", limit));

    public ValueTask<QuarantineItem?> FindAsync(string site, long number, CancellationToken cancellation) =>
        file.Readers.ReadAsync(
            c => c.List(
                $"SELECT {Columns} FROM quarantine WHERE number = @number AND site = (SELECT no FROM site WHERE name = @site)",
                Item, ("@site", site), ("@number", number)).FirstOrDefault(),
            cancellation);

    public async ValueTask RemoveAsync(string site, long number, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(c => Remove(c, site, number), cancellation);

    static int Remove(SqliteConnection connection, string site, long number)
    {
        if (SqliteSites.Find(connection, site) is not { } no)
            return 0;
        var sizes = connection.List(
            "DELETE FROM quarantine WHERE number = @number AND site = @site RETURNING bytes", row => row.GetInt64(0), ("@number", number), ("@site", no));
        return sizes.Count == 0 ? 0 : connection.Execute(
            "UPDATE site SET quarantine_entries = quarantine_entries - 1, quarantine_bytes = quarantine_bytes - @bytes WHERE no = @site",
            ("@bytes", sizes[0]), ("@site", no));
    }

    static QuarantineItem Item(SqliteDataReader row) => new(row.GetInt64(0), new(
        row.Instant(1), row.TextOrNull(2), row.GetString(3), row.GetString(4), row.GetFieldValue<byte[]>(5)));
}
