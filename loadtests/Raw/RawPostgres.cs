using Npgsql;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Raw;

/// <summary>PostgreSQL: one prepared insert of whole columns for each batch, in a schema of its own.</summary>
internal sealed class RawPostgres : IRawStore
{
    private const string Insert =
        "INSERT INTO journal SELECT 1, $1 + e.ord, e.source, e.id, e.recorded_at, 0, e.body FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS e(source, id, recorded_at, body, ord)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;
    private readonly string _schema;
    private readonly Dictionary<string, int> _sources = [];
    private long _position;

    private RawPostgres(NpgsqlConnection connection, string schema)
    {
        (_connection, _schema) = (connection, schema);
        _insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long>(), new NpgsqlParameter<int[]>(), new NpgsqlParameter<string[]>(),
                new NpgsqlParameter<long[]>(), new NpgsqlParameter<ReadOnlyMemory<byte>[]>(),
            },
        };
    }

    public static async Task<RawPostgres> OpenAsync(string server, CancellationToken cancellation)
    {
        var schema = $"raw_{Guid.NewGuid():n}";
        var connection = new NpgsqlConnection($"{server};Search Path={schema};Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var create = new NpgsqlCommand(
            $"""
            CREATE SCHEMA {schema};
            CREATE TABLE journal(
                site int NOT NULL, position bigint NOT NULL, source int NOT NULL, id text NOT NULL,
                recorded_at bigint NOT NULL, unpacked_length int NOT NULL, body bytea NOT NULL,
                PRIMARY KEY(site, position), CONSTRAINT journal_identity UNIQUE(source, id));
            """, connection);
        await create.ExecuteNonQueryAsync(cancellation);
        return new RawPostgres(connection, schema);
    }

    public async ValueTask InsertAsync(IReadOnlyList<JournalEntry> rows, CancellationToken cancellation)
    {
        ((NpgsqlParameter<long>)_insert.Parameters[0]).TypedValue = _position;
        ((NpgsqlParameter<int[]>)_insert.Parameters[1]).TypedValue = [.. rows.Select(row => SourceOf(row.Source))];
        ((NpgsqlParameter<string[]>)_insert.Parameters[2]).TypedValue = [.. rows.Select(row => row.Id)];
        ((NpgsqlParameter<long[]>)_insert.Parameters[3]).TypedValue = [.. rows.Select(row => row.RecordedAt.UtcTicks)];
        ((NpgsqlParameter<ReadOnlyMemory<byte>[]>)_insert.Parameters[4]).TypedValue = [.. rows.Select(row => row.Body)];
        if (!_insert.IsPrepared)
            await _insert.PrepareAsync(cancellation);
        await using var transaction = await _connection.BeginTransactionAsync(cancellation);
        await _insert.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        _position += rows.Count;
    }

    public async ValueTask<long> CountAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM journal", _connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var drop = new NpgsqlCommand($"DROP SCHEMA {_schema} CASCADE", _connection))
            await drop.ExecuteNonQueryAsync();
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private int SourceOf(string name)
    {
        if (!_sources.TryGetValue(name, out var number))
            _sources[name] = number = _sources.Count + 1;
        return number;
    }
}
