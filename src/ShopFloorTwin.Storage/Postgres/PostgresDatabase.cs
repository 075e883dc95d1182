using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>The pool of connections, and what is done with one: single statements, or one transaction.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source, string server) : IAsyncDisposable
{
    /// <summary>For messages: <c>PostgreSQL at host:port/database</c>.</summary>
    public string Server => server;

    public NpgsqlDataSource Source => source;

    public async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await work(connection);
        }
        catch (Exception e) when (PostgresFailure.Is(e))
        {
            throw PostgresFailure.Unavailable(e, server);
        }
    }

    public async ValueTask<T> TransactAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await TransactAsync(connection, work, cancellation);
        }
        catch (Exception e) when (PostgresFailure.Is(e))
        {
            throw PostgresFailure.Unavailable(e, server);
        }
    }

    public async Task<T> TransactAsync<T>(NpgsqlConnection connection, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var result = await work(connection);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            // Not to be cancelled: half a commit has no meaning.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (PostgresFailure.Is(e))
        {
            throw PostgresFailure.Unavailable(e, server, outcomeUnknown: true);
        }
        return result;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
