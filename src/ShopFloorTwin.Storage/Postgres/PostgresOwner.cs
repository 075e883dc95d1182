using System.Data;
using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>
/// The one connection that owns the schema, by a session advisory lock, and that appends.
/// That it is the same one is the fence: an owner whose lock is gone has nothing left to append with.
/// The silos of a cluster own it together, which keeps out a process that would own it alone.
/// </summary>
internal sealed class PostgresOwner(PostgresDatabase database, string schema, string application, bool isShared) : IAsyncDisposable
{
    const string LockKey = "hashtext('shopfloortwin owner'), hashtext($1)";

    readonly SemaphoreSlim _gate = new(1);
    NpgsqlConnection? _connection;
    int _backend;
    bool _disposed;

    /// <summary>Others own it too.</summary>
    public bool IsShared => isShared;

    /// <exception cref="StoreRefusedException">Another process owns the schema.</exception>
    public async ValueTask TakeAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            _connection = await OpenAsync(cancellation);
        }
        catch (Exception e) when (PostgresFailure.Is(e))
        {
            throw PostgresFailure.Unavailable(e, database.Server);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<T> TransactAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _connection ??= await OpenAsync(cancellation);
            return await database.TransactAsync(_connection, work, cancellation);
        }
        catch (StoreRefusedException e)
        {
            throw new StoreUnavailableException($"The ownership was lost with the connection. {e.Message}", e);
        }
        catch (Exception e) when (PostgresFailure.Is(e))
        {
            throw PostgresFailure.Unavailable(e, database.Server);
        }
        finally
        {
            await DropIfBrokenAsync();
            _gate.Release();
        }
    }

    async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = await database.Source.OpenConnectionAsync(cancellation);
        try
        {
            // The server may not know yet that the lost connection is lost; it was this process's own.
            if (_backend != 0)
            {
                await connection.ExecuteAsync(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND application_name = $2", cancellation, _backend, application);
            }
            await LockAsync(connection, cancellation);
            _backend = connection.ProcessID;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            // Waits as long as the connection's lock_timeout: the server may need a moment to see that a killed owner is gone.
            await connection.ExecuteAsync($"SELECT pg_advisory_lock{(isShared ? "_shared" : "")}({LockKey})", cancellation, schema);
        }
        catch (PostgresException e) when (string.Equals(e.SqlState, PostgresErrorCodes.LockNotAvailable, StringComparison.Ordinal))
        {
            throw new StoreRefusedException(
                $"The schema {schema} of {database.Server} is in use by another process ({await HolderAsync(connection, cancellation)}): stop that one, or name another schema with Search Path in Twin:Store.", e);
        }
    }

    async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        await connection.ScalarAsync<string>(
            """
            SELECT format('%s, backend %s, from %s', a.application_name, a.pid, coalesce(host(a.client_addr), 'local'))
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
              AND l.classid = (hashtext('shopfloortwin owner')::bigint & 4294967295)::oid AND l.objid = (hashtext($1)::bigint & 4294967295)::oid
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            cancellation, schema) ?? "already gone";

    async ValueTask DropIfBrokenAsync()
    {
        if (_connection is not { } connection || connection.State == ConnectionState.Open)
            return;
        _connection = null;
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _disposed = true;
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
        _gate.Release();
    }
}
