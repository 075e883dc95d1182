using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>One database file: opened, recovered, checked, migrated; then one writer and a few readers.</summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    // Memory-mapped reads stay off: a damaged or cut file would end the process instead of giving an error.
    const string ConnectionPragmas = "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;";
    // About 16 MB: fewer, larger checkpoints write a page of the identity index once for many batches.
    const int CheckpointPages = 4_000;
    const int WriterCacheKiB = 32 << 10;
    const int ReaderCacheKiB = 4 << 10;

    readonly TimeSpan _lockTimeout;
    readonly string _synchronous;

    SqliteFile(string path, TimeSpan lockTimeout, string synchronous)
    {
        FullPath = path;
        _lockTimeout = lockTimeout;
        _synchronous = synchronous;
        Writer = new(path, OpenForWriting);
        Readers = new(path, OpenForReading);
    }

    public string FullPath { get; }
    public SqliteWriter Writer { get; }
    public SqliteReaders Readers { get; }

    /// <param name="synchronous">FULL: a commit survives loss of power. NORMAL: it may be lost then, but the file stays sound.</param>
    /// <exception cref="StoreRefusedException">Damaged, foreign, or of a newer version.</exception>
    public static async ValueTask<SqliteFile> OpenAsync(
        string path, string[] migrations, TimeSpan lockTimeout, string synchronous, CancellationToken cancellation)
    {
        var file = new SqliteFile(path, lockTimeout, synchronous);
        try
        {
            return await file.Writer.RunAsync(c => file.Prepare(c, migrations), cancellation);
        }
        catch (StoreUnavailableException e) when (e.InnerException is SqliteException inner && SqliteFailure.IsDamage(inner))
        {
            await file.DisposeAsync();
            throw SqliteFailure.Damaged(path, inner.Message, inner);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    SqliteFile Prepare(SqliteConnection connection, string[] migrations)
    {
        var application = connection.Scalar<long>("PRAGMA application_id");
        var tables = connection.Scalar<long>("SELECT count(*) FROM sqlite_master");
        if (application != SqliteSchema.ApplicationId && tables > 0)
            throw SqliteFailure.Damaged(FullPath, "it was made by another program");
        var version = connection.Scalar<long>("PRAGMA user_version");
        if (version > migrations.Length)
        {
            throw new StoreRefusedException(
                $"{FullPath} is of version {version}, and this program knows versions up to {migrations.Length}: start the newer program, or restore a backup made before the update.");
        }
        RefuseCutFile(connection);
        for (var next = version; next < migrations.Length; next++)
            Migrate(connection, migrations[next], next + 1);
        return this;
    }

    void RefuseCutFile(SqliteConnection connection)
    {
        connection.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)");
        var length = connection.Scalar<long>("PRAGMA page_count") * connection.Scalar<long>("PRAGMA page_size");
        var walLength = File.Exists(FullPath + "-wal") ? new FileInfo(FullPath + "-wal").Length : 0;
        if (walLength == 0 && new FileInfo(FullPath).Length < length)
            throw SqliteFailure.Damaged(FullPath, "its end is missing");
    }

    static void Migrate(SqliteConnection connection, string sql, long version)
    {
        try
        {
            connection.Raw($"BEGIN IMMEDIATE; {sql}; PRAGMA application_id={SqliteSchema.ApplicationId}; PRAGMA user_version={version}; COMMIT");
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
                connection.Raw("ROLLBACK");
            throw;
        }
    }

    SqliteConnection OpenForWriting()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            var mode = connection.Scalar<string>("PRAGMA journal_mode=WAL");
            if (!string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase))
                throw new StoreRefusedException($"{FullPath} lies on a file system without shared memory (write-ahead logging is not possible): set Twin:Data to a local disk.");
            connection.Raw($"PRAGMA synchronous={_synchronous}; PRAGMA wal_autocheckpoint={CheckpointPages}; PRAGMA journal_size_limit={64 << 20}; PRAGMA cache_size=-{WriterCacheKiB};");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    SqliteConnection OpenForReading()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        connection.Raw($"PRAGMA query_only=1; PRAGMA cache_size=-{ReaderCacheKiB};");
        return connection;
    }

    SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = FullPath,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)_lockTimeout.TotalSeconds),
        }.ConnectionString);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, (int)_lockTimeout.TotalMilliseconds);
            connection.Raw(ConnectionPragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Readers.DisposeAsync();
        await Writer.DisposeAsync();
    }
}
