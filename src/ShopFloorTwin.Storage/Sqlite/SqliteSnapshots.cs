using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>
/// Snapshots in <c>snapshots.db</c>, a file of its own: a large snapshot never makes a journal commit wait,
/// and a damaged one costs time at the next start and no event.
/// </summary>
internal sealed class SqliteSnapshots(SqliteFile file) : ISnapshots
{
    const string HeaderColumns = "position, taken_at, state_hash";

    public async ValueTask SaveAsync(string site, SnapshotHeader header, IEnumerable<SnapshotChunk> chunks, CancellationToken cancellation)
    {
        if (await FindAsync(site, header.Position, cancellation) is { } there && there.Position == header.Position
            && string.Equals(there.StateHash, header.StateHash, StringComparison.Ordinal))
        {
            return;
        }
        var no = await file.Writer.TransactAsync(c => Begin(c, site, header), cancellation);
        foreach (var group in ChunkGroups.Of(chunks))
        {
            // Before the writer's turn: on the thread of whoever saves.
            var packed = group.ConvertAll(chunk => (chunk.Name, Packing.Pack(chunk.Content, Limits.PlainChunkBytes)));
            await file.Writer.TransactAsync(c => Write(c, no, packed), cancellation);
        }
        await file.Writer.TransactAsync(c => Complete(c, site, no, header.Position), cancellation);
        var kept = await ListAsync(site, cancellation);
        foreach (var position in SnapshotThinning.Surplus([.. kept.Select(k => k.Position)]))
            await file.Writer.TransactAsync(c => Delete(c, "site = @site AND position = @position", ("@site", site), ("@position", position)), cancellation);
    }

    static long Begin(SqliteConnection connection, string site, SnapshotHeader header)
    {
        // One saver per site: what is incomplete now was given up by a saver that ended.
        Delete(connection, "site = @site AND complete = 0", ("@site", site));
        return connection.Scalar<long>(
            "INSERT INTO snapshot(site, position, taken_at, state_hash) VALUES (@site, @position, @taken, @hash) RETURNING no",
            ("@site", site), ("@position", header.Position), ("@taken", header.TakenAt.UtcTicks), ("@hash", header.StateHash));
    }

    static int Write(SqliteConnection connection, long snapshot, List<(string Name, (ReadOnlyMemory<byte> Stored, int UnpackedLength) Content)> group)
    {
        using var command = connection.Command(
            "INSERT INTO chunk(snapshot, name, unpacked_length, content) VALUES (@snapshot, @name, @length, @content)",
            ("@snapshot", snapshot), ("@name", ""), ("@length", 0L), ("@content", Array.Empty<byte>()));
        foreach (var (name, content) in group)
        {
            command.Parameters[1].Value = name;
            command.Parameters[2].Value = (long)content.UnpackedLength;
            command.Parameters[3].Value = content.Stored.ToArray();
            command.ExecuteNonQuery();
        }
        return group.Count;
    }

    static int Complete(SqliteConnection connection, string site, long no, long position)
    {
        Delete(connection, "site = @site AND position = @position AND complete = 1", ("@site", site), ("@position", position));
        return connection.Execute("UPDATE snapshot SET complete = 1 WHERE no = @no", ("@no", no));
    }

    static int Delete(SqliteConnection connection, string which, params ReadOnlySpan<(string, object?)> parameters)
    {
        connection.Execute($"DELETE FROM chunk WHERE snapshot IN (SELECT no FROM snapshot WHERE {which})", parameters);
        return connection.Execute($"DELETE FROM snapshot WHERE {which}", parameters);
    }

    /// <summary>Gives up what does not belong to the journal as it is now: another journal's, or ahead of its end.</summary>
    public async ValueTask ReconcileAsync(string journalIdentity, IReadOnlyList<JournalHead> heads, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(
            c =>
            {
                if (!string.Equals(c.Scalar<string>("SELECT identity FROM store"), journalIdentity, StringComparison.Ordinal))
                    c.Execute("DELETE FROM chunk; DELETE FROM snapshot; INSERT OR REPLACE INTO store VALUES (1, @identity)", ("@identity", journalIdentity));
                foreach (var site in c.List("SELECT DISTINCT site FROM snapshot", row => row.GetString(0)))
                {
                    var head = heads.FirstOrDefault(h => string.Equals(h.Site, site, StringComparison.Ordinal))?.Position ?? 0;
                    Delete(c, "site = @site AND (position > @head OR complete = 0)", ("@site", site), ("@head", head));
                }
                return 0;
            },
            cancellation);

    public ValueTask<SnapshotHeader?> FindAsync(string site, long atOrBefore, CancellationToken cancellation) =>
        file.Readers.ReadAsync(
            c => c.List(
                $"SELECT {HeaderColumns} FROM snapshot WHERE site = @site AND complete = 1 AND position <= @position ORDER BY position DESC LIMIT 1",
                Header, ("@site", site), ("@position", atOrBefore)).FirstOrDefault(),
            cancellation);

    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(string site, CancellationToken cancellation) =>
        file.Readers.ReadAsync<IReadOnlyList<SnapshotHeader>>(
            c => c.List($"SELECT {HeaderColumns} FROM snapshot WHERE site = @site AND complete = 1 ORDER BY position DESC", Header, ("@site", site)),
            cancellation);

    static SnapshotHeader Header(SqliteDataReader row) => new(row.GetInt64(0), row.Instant(1), row.GetString(2));

    public async IAsyncEnumerable<SnapshotChunk> ReadAsync(string site, long position, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var lease = await file.Readers.TakeAsync(cancellation);
        await using var command = lease.Connection.Command(
            """
            SELECT name, unpacked_length, content FROM chunk
            WHERE snapshot = (SELECT no FROM snapshot WHERE site = @site AND position = @position AND complete = 1) ORDER BY no
            """,
            ("@site", site), ("@position", position));
        // One statement, one view of the file: thinning meanwhile does not show.
        await using var row = await Task.Run(() => file.Readers.Guard(command.ExecuteReader), cancellation);
        while (await Task.Run(() => file.Readers.Guard(row.Read), cancellation))
            yield return new(row.GetString(0), Packing.Unpack(row.GetFieldValue<byte[]>(2), row.GetInt32(1)));
    }
}
