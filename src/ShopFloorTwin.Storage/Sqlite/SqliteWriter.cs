using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>
/// The one connection that writes a database file, on a thread of its own: a commit waits for the disk,
/// and must not hold a thread of the pool meanwhile.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    readonly Func<SqliteConnection> _open;
    readonly string _file;
    readonly BlockingCollection<Action> _work = [];
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    SqliteConnection? _connection;

    public SqliteWriter(string file, Func<SqliteConnection> open)
    {
        _file = file;
        _open = open;
        new Thread(Loop) { IsBackground = true, Name = "store " + Path.GetFileName(file) }.Start();
    }

    /// <summary>Called on the writer's thread before its connection is closed: let go of prepared statements.</summary>
    public Action? Closing { get; set; }

    /// <summary>Runs in one transaction; all of it is durable on return, or nothing.</summary>
    public ValueTask<T> TransactAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) =>
        EnqueueAsync(() => Transact(work, cancellation), cancellation);

    /// <summary>Runs outside of a transaction.</summary>
    public ValueTask<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) =>
        EnqueueAsync(() => Guard(() => work(_connection ??= _open())), cancellation);

    ValueTask<T> EnqueueAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Complete(done, work, cancellation), CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            throw new ObjectDisposedException($"{_file} is closed", e);
        }
        return new(done.Task);
    }

    static void Complete<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            done.SetResult(work());
        }
        catch (OperationCanceledException e)
        {
            done.SetCanceled(e.CancellationToken);
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    T Transact<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) => Guard(() =>
    {
        var connection = _connection ??= _open();
        connection.Raw("BEGIN IMMEDIATE");
        try
        {
            var result = work(connection);
            cancellation.ThrowIfCancellationRequested();
            connection.Raw("COMMIT");
            return result;
        }
        catch
        {
            Undo(connection);
            throw;
        }
    });

    T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode != SqliteFailure.Constraint)
        {
            // A connection of a failed disk or of a file that could not be written stays so; the next write opens a new one.
            if (e.SqliteErrorCode is not (SqliteFailure.Full or SqliteFailure.Busy or SqliteFailure.Locked))
                Close();
            throw SqliteFailure.Unavailable(e, _file);
        }
    }

    void Undo(SqliteConnection connection)
    {
        // SQLite ends a transaction by itself on some errors (full disk, failed disk).
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0
            && raw.sqlite3_exec(connection.Handle, "ROLLBACK") != raw.SQLITE_OK)
        {
            Close();
        }
    }

    void Close()
    {
        Closing?.Invoke();
        _connection?.Dispose();
        _connection = null;
    }

    void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
        try
        {
            Close();
        }
        catch (SqliteException)
        {
            // Everything acknowledged is durable already; the file is tidied when it is opened next.
        }
        _ended.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _work.CompleteAdding();
        await _ended.Task;
    }
}
