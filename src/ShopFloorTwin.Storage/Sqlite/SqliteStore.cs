namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>The store of one machine: <c>twin.db</c> (journal, quarantine, keys, intents, scenarios) and <c>snapshots.db</c> in the data folder.</summary>
internal sealed class SqliteStore : IStore
{
    const string TwinName = "twin.db";
    const string SnapshotsName = "snapshots.db";
    // Snapshots can be made anew from the journal; losing the newest with the power costs recovery time only.
    const string SnapshotsSynchronous = "NORMAL";

    readonly DataFolder _folder;
    readonly SqliteFile _twin;
    readonly SqliteFile _snapshots;

    SqliteStore(DataFolder folder, SqliteFile twin, SqliteFile snapshots, SqliteSnapshots reader, StoreOptions options, string notice)
    {
        _folder = folder;
        _twin = twin;
        _snapshots = snapshots;
        Description = $"sqlite {Path.Combine(options.DataFolder, TwinName)}{notice}";
        Journal = new SqliteJournal(twin);
        Snapshots = reader;
        Quarantine = new SqliteQuarantine(twin, options);
        Keys = new SqliteKeyStore(twin);
        Intents = new SqliteIntents(twin);
        Scenarios = new SqliteScenarios(twin, options);
    }

    public string Description { get; }
    public IJournal Journal { get; }
    public ISnapshots Snapshots { get; }
    public IQuarantine Quarantine { get; }
    public IKeyStore Keys { get; }
    public IIntents Intents { get; }
    public IScenarios Scenarios { get; }

    /// <summary>The journal's file, for tests of what happens when it fails.</summary>
    internal SqliteFile TwinFile => _twin;

    /// <inheritdoc cref="Stores.OpenAsync"/>
    public static async ValueTask<SqliteStore> OpenAsync(StoreOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var folder = DataFolder.Take(options.DataFolder, options.Exclusive);
        SqliteFile? twin = null, snapshots = null;
        try
        {
            twin = await SqliteFile.OpenAsync(folder.File(TwinName), SqliteSchema.Twin, options.LockTimeout, "FULL", cancellation);
            (snapshots, var notice) = await OpenSnapshotsAsync(folder, options.LockTimeout, time, cancellation);
            var reader = new SqliteSnapshots(snapshots);
            var store = new SqliteStore(folder, twin, snapshots, reader, options, notice);
            var identity = await twin.Readers.ReadAsync(c => c.Scalar<string>("SELECT identity FROM store"), cancellation);
            await reader.ReconcileAsync(identity ?? "", await store.Journal.HeadsAsync(cancellation), cancellation);
            return store;
        }
        catch
        {
            if (snapshots is not null)
                await snapshots.DisposeAsync();
            if (twin is not null)
                await twin.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    static async ValueTask<(SqliteFile File, string Notice)> OpenSnapshotsAsync(
        DataFolder folder, TimeSpan lockTimeout, TimeProvider time, CancellationToken cancellation)
    {
        var path = folder.File(SnapshotsName);
        try
        {
            return (await SqliteFile.OpenAsync(path, SqliteSchema.Snapshots, lockTimeout, SnapshotsSynchronous, cancellation), "");
        }
        catch (StoreRefusedException)
        {
            // Set aside and not deleted: a person may want to see what broke it.
            var aside = $"{path}.unreadable-{time.GetUtcNow():yyyyMMddHHmmss}";
            File.Move(path, aside, overwrite: true);
            File.Delete(path + "-wal");
            File.Delete(path + "-shm");
            var file = await SqliteFile.OpenAsync(path, SqliteSchema.Snapshots, lockTimeout, SnapshotsSynchronous, cancellation);
            return (file, $" (unreadable snapshots set aside as {Path.GetFileName(aside)}; they are made anew from the journal)");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _snapshots.DisposeAsync();
        await _twin.DisposeAsync();
        _folder.Dispose();
    }
}
