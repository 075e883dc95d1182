using System.Text;
using Microsoft.Data.Sqlite;
using ShopFloorTwin.Storage;
using SQLitePCL;

namespace ShopFloorTwin.LoadTests.Raw;

/// <summary>SQLite, stepped without ADO.NET between: write-ahead log, <c>synchronous=FULL</c>, the journal's settings of cache and checkpoints.</summary>
internal sealed class RawSqlite : IRawStore
{
    private const string Schema =
        """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-32768;
        CREATE TABLE journal(
            seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, id TEXT NOT NULL,
            recorded_at INTEGER NOT NULL, unpacked_length INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX journal_identity ON journal(source, id);
        """;
    private const string Insert = "INSERT INTO journal(seq, source, id, recorded_at, unpacked_length, body) VALUES (?, ?, ?, ?, 0, ?)";

    private readonly string _folder = Directory.CreateTempSubdirectory("twin-raw-").FullName;
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _insert;
    private readonly Dictionary<string, long> _sources = [];
    private readonly byte[] _utf8 = new byte[1024];
    private long _seq;

    public RawSqlite()
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "raw.db")};Pooling=false");
        _connection.Open();
        _db = _connection.Handle!;
        Check(raw.sqlite3_exec(_db, Schema));
        Check(raw.sqlite3_prepare_v3(_db, Insert, raw.SQLITE_PREPARE_PERSISTENT, out _insert));
    }

    public ValueTask InsertAsync(IReadOnlyList<JournalEntry> rows, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Check(raw.sqlite3_exec(_db, "BEGIN IMMEDIATE"));
        foreach (var row in rows)
        {
            Check(raw.sqlite3_bind_int64(_insert, 1, ++_seq));
            Check(raw.sqlite3_bind_int64(_insert, 2, SourceOf(row.Source)));
            Check(raw.sqlite3_bind_text(_insert, 3, _utf8.AsSpan(0, Encoding.UTF8.GetBytes(row.Id, _utf8))));
            Check(raw.sqlite3_bind_int64(_insert, 4, row.RecordedAt.UtcTicks));
            Check(raw.sqlite3_bind_blob(_insert, 5, row.Body.Span));
            if (raw.sqlite3_step(_insert) != raw.SQLITE_DONE)
                throw new InvalidOperationException(raw.sqlite3_errmsg(_db).utf8_to_string());
            Check(raw.sqlite3_reset(_insert));
        }
        Check(raw.sqlite3_exec(_db, "COMMIT"));
        return default;
    }

    public ValueTask<long> CountAsync(CancellationToken cancellation)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        return ValueTask.FromResult((long)command.ExecuteScalar()!);
    }

    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    private long SourceOf(string name)
    {
        if (!_sources.TryGetValue(name, out var number))
            _sources[name] = number = _sources.Count + 1;
        return number;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _db);
}
