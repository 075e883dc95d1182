using System.Security.Cryptography;
using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>The store in one schema of a PostgreSQL database.</summary>
internal sealed class PostgresStore : IStore
{
    readonly PostgresDatabase _database;
    readonly PostgresOwner _owner;

    PostgresStore(PostgresDatabase database, PostgresOwner owner, StoreOptions options, string description)
    {
        _database = database;
        _owner = owner;
        Description = description;
        var sites = new PostgresSites(database);
        Journal = new PostgresJournal(database, owner, sites);
        Snapshots = new PostgresSnapshots(database);
        Quarantine = new PostgresQuarantine(database, sites, options);
        Keys = new PostgresKeyStore(database);
        Intents = new PostgresIntents(database);
        Scenarios = new PostgresScenarios(database, options);
    }

    public string Description { get; }
    public IJournal Journal { get; }
    public ISnapshots Snapshots { get; }
    public IQuarantine Quarantine { get; }
    public IKeyStore Keys { get; }
    public IIntents Intents { get; }
    public IScenarios Scenarios { get; }

    /// <inheritdoc cref="Stores.OpenAsync"/>
    public static async ValueTask<PostgresStore> OpenAsync(StoreOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var builder = PostgresConnectionString.Parse(options);
        var schema = PostgresConnectionString.Schema(builder);
        var place = PostgresConnectionString.Place(builder);
        // Of this one opening: a lost connection is told from another process's by it.
        builder.ApplicationName = $"ShopFloorTwin pid {Environment.ProcessId} {RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var database = new PostgresDatabase(NpgsqlDataSource.Create(builder), $"PostgreSQL at {place}");
        var owner = new PostgresOwner(database, schema, builder.ApplicationName, isShared: !options.Exclusive);
        try
        {
            await owner.TakeAsync(cancellation);
            await PostgresSchema.Migrations.ApplyAsync(database, schema, time, cancellation);
            return new(database, owner, options, $"postgresql {place}, schema {schema}");
        }
        catch
        {
            await owner.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _database.DisposeAsync();
    }
}
