using System.Runtime.CompilerServices;
using Npgsql;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>Snapshots in PostgreSQL, beside the journal: its other connections do not wait for them.</summary>
internal sealed class PostgresSnapshots(PostgresDatabase database) : ISnapshots
{
    const string HeaderColumns = "position, taken_at, state_hash";

    public async ValueTask SaveAsync(string site, SnapshotHeader header, IEnumerable<SnapshotChunk> chunks, CancellationToken cancellation)
    {
        if (await FindAsync(site, header.Position, cancellation) is { } there && there.Position == header.Position
            && string.Equals(there.StateHash, header.StateHash, StringComparison.Ordinal))
        {
            return;
        }
        var no = await database.TransactAsync(c => BeginAsync(c, site, header, cancellation), cancellation);
        var written = 0;
        foreach (var group in ChunkGroups.Of(chunks))
            written += await database.TransactAsync(c => WriteAsync(c, no, written, group, cancellation), cancellation);
        await database.TransactAsync(c => CompleteAsync(c, site, no, header.Position, cancellation), cancellation);
        var kept = await ListAsync(site, cancellation);
        foreach (var position in SnapshotThinning.Surplus([.. kept.Select(k => k.Position)]))
        {
            await database.TransactAsync(
                c => c.ExecuteAsync("DELETE FROM snapshot WHERE site = $1 AND position = $2 AND complete", cancellation, PostgresText.Key(site), position), cancellation);
        }
    }

    static async Task<long> BeginAsync(NpgsqlConnection connection, string site, SnapshotHeader header, CancellationToken cancellation)
    {
        // One saver per site: what is incomplete now was given up by a saver that ended.
        await connection.ExecuteAsync("DELETE FROM snapshot WHERE site = $1 AND NOT complete", cancellation, PostgresText.Key(site));
        return await connection.ScalarAsync<long>(
            "INSERT INTO snapshot(site, position, taken_at, state_hash) VALUES ($1, $2, $3, $4) RETURNING no",
            cancellation, PostgresText.Key(site), header.Position, header.TakenAt.UtcTicks, header.StateHash);
    }

    static async Task<int> WriteAsync(
        NpgsqlConnection connection, long snapshot, int written, List<SnapshotChunk> group, CancellationToken cancellation)
    {
        var packed = group.ConvertAll(chunk => Packing.Pack(chunk.Content, Limits.PlainChunkBytes));
        await using var command = connection.Command(
            """
            INSERT INTO chunk(snapshot, no, name, unpacked_length, content)
            SELECT $1, $2 + ord, name, unpacked_length, content FROM unnest($3, $4, $5) WITH ORDINALITY AS c(name, unpacked_length, content, ord)
            """,
            snapshot, written, group.Select(chunk => chunk.Name).ToArray(), packed.Select(p => p.UnpackedLength).ToArray());
        command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = packed.Select(p => p.Stored).ToArray() });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    static async Task<int> CompleteAsync(NpgsqlConnection connection, string site, long no, long position, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(
            "DELETE FROM snapshot WHERE site = $1 AND position = $2 AND complete", cancellation, PostgresText.Key(site), position);
        return await connection.ExecuteAsync("UPDATE snapshot SET complete = true WHERE no = $1", cancellation, no);
    }

    public ValueTask<SnapshotHeader?> FindAsync(string site, long atOrBefore, CancellationToken cancellation) =>
        database.RunAsync(
            async c => (await c.ListAsync(
                $"SELECT {HeaderColumns} FROM snapshot WHERE site = $1 AND complete AND position <= $2 ORDER BY position DESC LIMIT 1",
                Header, cancellation, PostgresText.Key(site), atOrBefore)).FirstOrDefault(),
            cancellation);

    public async ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(string site, CancellationToken cancellation) =>
        await database.RunAsync(
            c => c.ListAsync(
                $"SELECT {HeaderColumns} FROM snapshot WHERE site = $1 AND complete ORDER BY position DESC", Header, cancellation, PostgresText.Key(site)),
            cancellation);

    static SnapshotHeader Header(NpgsqlDataReader row) => new(row.GetInt64(0), row.Instant(1), row.GetString(2));

    const string Chunks =
        """
        SELECT name, unpacked_length, content FROM chunk
        WHERE snapshot = (SELECT no FROM snapshot WHERE site = $1 AND position = $2 AND complete) ORDER BY no
        """;

    public async IAsyncEnumerable<SnapshotChunk> ReadAsync(string site, long position, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // One statement, one view of the tables: thinning meanwhile does not show.
        await using var connection = await Guard(() => database.Source.OpenConnectionAsync(cancellation).AsTask());
        await using var command = connection.Command(Chunks, PostgresText.Key(site), position);
        await using var row = await Guard(() => command.ExecuteReaderAsync(cancellation));
        while (await Guard(() => row.ReadAsync(cancellation)))
            yield return new(row.GetString(0), Packing.Unpack(row.GetFieldValue<byte[]>(2), row.GetInt32(1)));
    }

    async Task<T> Guard<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (PostgresFailure.Is(e))
        {
            throw PostgresFailure.Unavailable(e, database.Server);
        }
    }
}
