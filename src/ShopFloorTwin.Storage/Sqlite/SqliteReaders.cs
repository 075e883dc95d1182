using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>A few connections that read a database file; they neither wait for the writer nor hold it up.</summary>
internal sealed class SqliteReaders(string file, Func<SqliteConnection> open) : IAsyncDisposable
{
    const int ConnectionsMax = 4;

    readonly SemaphoreSlim _free = new(ConnectionsMax);
    readonly ConcurrentBag<SqliteConnection> _idle = [];
    bool _disposed;

    /// <summary>Reads on a thread of the pool.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellation)
    {
        await using var lease = await TakeAsync(cancellation);
        return await Task.Run(() => Guard(() => read(lease.Connection)), cancellation);
    }

    /// <summary>A connection for a longer reading; give it back by disposing.</summary>
    public async ValueTask<Lease> TakeAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new(this, _idle.TryTake(out var connection) ? connection : Guard(open));
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Unavailable(e, file);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        for (var i = 0; i < ConnectionsMax; i++)
            await _free.WaitAsync();
        _disposed = true;
        while (_idle.TryTake(out var connection))
            await connection.DisposeAsync();
        _free.Release(ConnectionsMax);
    }

    internal sealed class Lease(SqliteReaders readers, SqliteConnection connection) : IAsyncDisposable
    {
        public SqliteConnection Connection => connection;

        public ValueTask DisposeAsync()
        {
            readers._idle.Add(connection);
            readers._free.Release();
            return default;
        }
    }
}
