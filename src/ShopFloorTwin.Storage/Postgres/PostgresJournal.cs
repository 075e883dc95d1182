using Npgsql;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>The journal in PostgreSQL. Where the schema is shared (a cluster), any process appends, one at a time per site.</summary>
internal sealed class PostgresJournal(PostgresDatabase database, PostgresOwner owner, PostgresSites sites) : IJournal
{
    public ValueTask<IReadOnlyList<JournalHead>> HeadsAsync(CancellationToken cancellation) =>
        // Where the schema is shared, over the owner's connection: asked for every few seconds, it takes the lock again after a loss.
        owner.IsShared ? owner.TransactAsync(c => HeadsAsync(c, cancellation), cancellation) : database.RunAsync(c => HeadsAsync(c, cancellation), cancellation);

    static async Task<IReadOnlyList<JournalHead>> HeadsAsync(NpgsqlConnection connection, CancellationToken cancellation) => await connection.ListAsync(
        "SELECT name, position FROM site WHERE position > 0 ORDER BY name COLLATE \"C\"",
        row => new JournalHead(row.GetString(0), row.GetInt64(1)), cancellation);

    public async ValueTask<IReadOnlyList<AppendResult>> AppendAsync(string site, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0)
            return [];
        var no = await sites.FindOrAddAsync(site, cancellation);
        var sources = new int[entries.Count];
        var ids = new string[entries.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = await sites.SourceAsync(no, entries[i].Source, cancellation);
            ids[i] = PostgresText.Key(entries[i].Id);
        }
        var append = new PostgresAppend(no, sources, ids, entries);
        return owner.IsShared
            ? await database.TransactAsync(c => append.RunAsync(c, cancellation), cancellation)
            : await owner.TransactAsync(c => append.RunAsync(c, cancellation), cancellation);
    }

    public async ValueTask<IReadOnlyList<long>> FindAsync(string site, IReadOnlyList<EventIdentity> identities, CancellationToken cancellation)
    {
        if (identities.Count == 0)
            return [];
        if (await sites.FindAsync(site, cancellation) is not { } no)
            return new long[identities.Count];
        string[] names = [.. identities.Select(identity => PostgresText.Key(identity.Source))];
        string[] ids = [.. identities.Select(identity => PostgresText.Key(identity.Id))];
        return await database.RunAsync(
            c => c.ListAsync(
                """
                SELECT coalesce(journal.position, 0) FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS asked(name, id, place)
                LEFT JOIN source ON source.site = $1 AND source.name = asked.name
                LEFT JOIN journal ON journal.source = source.no AND journal.id = asked.id ORDER BY place
                """,
                row => row.GetInt64(0), cancellation, no, names, ids),
            cancellation);
    }

    // The running sum ends the page by size on the server, ahead of the wire.
    const string Page =
        """
        SELECT position, recorded_at, unpacked_length, body FROM (
            SELECT *, sum(greatest(unpacked_length, octet_length(body))) OVER (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ahead
            FROM (SELECT * FROM journal WHERE site = $1 AND position > $2 ORDER BY position LIMIT $3) page) sized
        WHERE coalesce(ahead, 0) < $4 ORDER BY position
        """;

    public async ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(string site, long after, int limit, CancellationToken cancellation) =>
        await sites.FindAsync(site, cancellation) is not { } no ? [] : await database.RunAsync(
            c => c.ListAsync(Page, Record, cancellation, no, after, limit, Limits.JournalPageBytes), cancellation);

    static JournalRecord Record(NpgsqlDataReader row)
    {
        var body = row.GetFieldValue<byte[]>(3);
        return new(row.GetInt64(0), row.Instant(1), row.GetInt32(2) is > 0 and var length ? Packing.Unpack(body, length) : body);
    }

    public async ValueTask<long> PositionAtAsync(string site, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await sites.FindAsync(site, cancellation) is not { } no)
            return 0;
        return await database.RunAsync(
            async c =>
            {
                var head = await c.ScalarAsync<long>("SELECT position FROM site WHERE no = $1", cancellation, no);
                return await Bisection.LastNotAfterAsync(head, async position => await c.ScalarAsync<long>(
                    "SELECT recorded_at FROM journal WHERE site = $1 AND position = $2", cancellation, no, position) <= at.UtcTicks);
            },
            cancellation);
    }

    public async ValueTask<JournalReport> VerifyAsync(string site, IProgress<long>? progress, CancellationToken cancellation)
    {
        var no = await sites.FindAsync(site, cancellation);
        return no is null
            ? new JournalCheck(site, 0, progress).Finish()
            : await database.RunAsync(c => VerifyAsync(c, site, no.Value, progress, cancellation), cancellation);
    }

    static async Task<JournalReport> VerifyAsync(
        NpgsqlConnection connection, string site, int no, IProgress<long>? progress, CancellationToken cancellation)
    {
        // One view of the database for the head and the records.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var head = await connection.ScalarAsync<long>("SELECT position FROM site WHERE no = $1", cancellation, no);
        var check = new JournalCheck(site, head, progress);
        var repeats = await connection.ListAsync(
            "SELECT id FROM journal WHERE site = $1 GROUP BY source, id HAVING count(*) > 1 LIMIT 10", row => row.GetString(0), cancellation, no);
        foreach (var id in repeats)
            check.Problem($"the event {id} is in the journal more than once");
        await using var command = connection.Command(
            "SELECT position, recorded_at, unpacked_length, body FROM journal WHERE site = $1 ORDER BY position", no);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            check.Record(row.GetInt64(0), row.Instant(1), row.GetFieldValue<byte[]>(3), row.GetInt32(2));
        return check.Finish();
    }
}
