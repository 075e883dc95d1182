using Npgsql;

namespace ShopFloorTwin.Storage.Tests;

/// <summary>Somewhere a store can be: a folder, or a schema. Opened again, it is the same store.</summary>
public abstract class StorePlace : IAsyncDisposable
{
    /// <summary>Small, so that it can be filled.</summary>
    protected const long QuarantineBytes = 1_000_000;

    /// <inheritdoc cref="QuarantineBytes"/>
    public const int ScenarioBytes = 10_000;

    public abstract StoreOptions Options { get; }

    public async Task<IStore> OpenAsync() => await Stores.OpenAsync(Options, TimeProvider.System, TestContext.Current.CancellationToken);

    public abstract ValueTask DisposeAsync();
}

public sealed class SqlitePlace : StorePlace
{
    public SqlitePlace() => Options = new("sqlite", Folder) { LockTimeout = TimeSpan.FromMilliseconds(200), QuarantineBytesMax = QuarantineBytes, ScenariosMax = 5, ScenariosPerOwnerMax = 3, ScenarioBytesMax = ScenarioBytes };

    public string Folder { get; } = Directory.CreateTempSubdirectory("twin-store-").FullName;

    public override StoreOptions Options { get; }

    public string TwinPath => Path.Combine(Folder, "twin.db");

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }
}

/// <summary>A schema of its own on the server of <c>TWIN_TEST_POSTGRES</c>; without one the test is skipped.</summary>
public sealed class PostgresPlace : StorePlace
{
    public const string Variable = "TWIN_TEST_POSTGRES";

    public PostgresPlace()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(server))
            Assert.Skip($"{Variable} is not set: run ./test.sh, or eval \"$(tests/postgres.sh start)\"");
        Server = server!;
        Options = new($"{Server};Search Path={Schema};Maximum Pool Size=8", "unused") { LockTimeout = TimeSpan.FromMilliseconds(500), QuarantineBytesMax = QuarantineBytes, ScenariosMax = 5, ScenariosPerOwnerMax = 3, ScenarioBytesMax = ScenarioBytes };
    }

    public string Server { get; }

    public string Schema { get; } = $"test_{Guid.NewGuid():n}";

    public override StoreOptions Options { get; }

    /// <summary>A connection of somebody else.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"{Server};Search Path={Schema};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync() => await ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
}

/// <summary>A test with an open store.</summary>
public abstract class StoreTest<TPlace> : IAsyncLifetime
    where TPlace : StorePlace, new()
{
    TPlace? _place;
    IStore? _store;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TPlace Place => _place!;

    protected IStore Store => _store!;

    protected IJournal Journal => Store.Journal;

    public async ValueTask InitializeAsync()
    {
        _place = new();
        _store = await _place.OpenAsync();
    }

    /// <summary>Closes the store and opens it again.</summary>
    protected async Task ReopenAsync()
    {
        await CloseAsync();
        _store = await Place.OpenAsync();
    }

    protected async Task CloseAsync()
    {
        await Store.DisposeAsync();
        _store = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        if (_place is not null)
            await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
