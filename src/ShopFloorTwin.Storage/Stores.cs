using Npgsql;
using ShopFloorTwin.Storage.Postgres;
using ShopFloorTwin.Storage.Sqlite;

namespace ShopFloorTwin.Storage;

/// <summary>Opens the store that the configuration names.</summary>
public static class Stores
{
    /// <summary>Opens, creates or migrates the store, and takes it for this process.</summary>
    /// <exception cref="StoreRefusedException">In use by another process, of a newer version, damaged, or <c>Twin:Store</c> is wrong.</exception>
    /// <exception cref="StoreUnavailableException">The folder cannot be written, or the server cannot be reached.</exception>
    public static async ValueTask<IStore> OpenAsync(StoreOptions options, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var store = options.Store.Trim();
        if (store.Equals("sqlite", StringComparison.OrdinalIgnoreCase))
            return await SqliteStore.OpenAsync(options, time, cancellation);
        if (PostgresConnectionString.Looks(store))
            return await PostgresStore.OpenAsync(options with { Store = store }, time, cancellation);
        throw new StoreRefusedException(
            "Twin:Store is neither \"sqlite\" nor a PostgreSQL connection string (Host=…;Username=…;Database=… or postgres://user@host/database).");
    }

    /// <summary>A pool of connections to the schema of a PostgreSQL store, for what the cluster keeps beside it. The caller disposes it.</summary>
    /// <exception cref="StoreRefusedException"><c>Twin:Store</c> is no PostgreSQL connection string.</exception>
    public static NpgsqlDataSource PostgresSource(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = options.Store.Trim();
        if (!PostgresConnectionString.Looks(store))
            throw new StoreRefusedException("Twin:Store is no PostgreSQL connection string, and only PostgreSQL is shared by several silos: write Host=…;Username=…;Database=… or postgres://user@host/database.");
        var builder = PostgresConnectionString.Parse(options with { Store = store });
        builder.ApplicationName = $"ShopFloorTwin pid {Environment.ProcessId} cluster";
        return NpgsqlDataSource.Create(builder);
    }
}
