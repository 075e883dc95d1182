using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>
/// The journal's insert, prepared once per connection and stepped without ADO.NET between:
/// its cost per row decides how near the journal comes to a raw insert.
/// </summary>
internal sealed class SqliteAppend : IDisposable
{
    // A conflict of positions is no duplicate, and stays an error.
    const string Insert =
        "INSERT INTO journal(seq, source, id, recorded_at, unpacked_length, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(source, id) DO NOTHING";
    const string Find = "SELECT seq FROM journal WHERE source = ? AND id = ?";

    readonly sqlite3 _db;
    readonly sqlite3_stmt _insert;
    readonly sqlite3_stmt _find;
    byte[] _utf8 = new byte[256];

    public SqliteAppend(SqliteConnection connection)
    {
        Connection = connection;
        _db = connection.Handle!;
        _insert = Prepare(Insert);
        _find = Prepare(Find);
    }

    public SqliteConnection Connection { get; }

    sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_db, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }

    /// <returns>False when the journal holds the identity.</returns>
    public bool TryInsert(long key, long source, in JournalEntry entry)
    {
        var (body, unpackedLength) = Packing.Pack(entry.Body, Limits.PlainRecordBytes);
        Check(raw.sqlite3_bind_int64(_insert, 1, key));
        Check(raw.sqlite3_bind_int64(_insert, 2, source));
        BindText(_insert, 3, entry.Id);
        Check(raw.sqlite3_bind_int64(_insert, 4, entry.RecordedAt.UtcTicks));
        Check(raw.sqlite3_bind_int64(_insert, 5, unpackedLength));
        Check(body.IsEmpty ? raw.sqlite3_bind_zeroblob(_insert, 6, 0) : raw.sqlite3_bind_blob(_insert, 6, body.Span));
        Step(_insert);
        return raw.sqlite3_changes(_db) != 0;
    }

    /// <summary>Key of the record that holds the identity.</summary>
    public long KeyOf(long source, string id)
    {
        Check(raw.sqlite3_bind_int64(_find, 1, source));
        BindText(_find, 2, id);
        try
        {
            return raw.sqlite3_step(_find) == raw.SQLITE_ROW
                ? raw.sqlite3_column_int64(_find, 0)
                : throw new InvalidDataException($"the journal's index holds {id}, and the journal does not");
        }
        finally
        {
            _ = raw.sqlite3_reset(_find);
        }
    }

    void Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        var reset = raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
            Check(reset);
    }

    void BindText(sqlite3_stmt statement, int index, string text)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < bytesMax)
            _utf8 = new byte[bytesMax];
        var length = Encoding.UTF8.GetBytes(text, _utf8);
        Check(length == 0 ? raw.sqlite3_bind_text(statement, index, "") : raw.sqlite3_bind_text(statement, index, _utf8.AsSpan(0, length)));
    }

    void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _db);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _find.Dispose();
    }
}
