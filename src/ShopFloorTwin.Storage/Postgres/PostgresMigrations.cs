using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>
/// The tables of one part of the product in the schema it shares with the others, as numbered statements. A landed one is never changed: what
/// becomes different is a further one.
/// </summary>
/// <param name="versions">The part's own table that records which were applied, of a plain lower-case name.</param>
/// <param name="statements">Each may hold several statements; the first is version 1.</param>
public sealed class PostgresMigrations(string versions, params IReadOnlyList<string> statements)
{
    /// <summary>The oldest PostgreSQL the statements run on, its major version; 0 where any does.</summary>
    public int ServerMajorMin { get; init; }

    /// <summary>
    /// The oldest program, by the number of statements it knows, that still works on the newest version: less than their number where the last
    /// ones only added something. It may start beside newer ones, and after them: what an upgrade silo by silo, and the way back, needs.
    /// </summary>
    public int RunsFrom { get; init; } = statements.Count;

    /// <summary>Creates the schema that is first in the search path, and applies what it lacks: all or nothing, and once however many do so at the same time.</summary>
    /// <exception cref="ArgumentException">The connection string names no Search Path.</exception>
    /// <exception cref="StoreRefusedException">The schema is of a newer version, or the server too old.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached, or lacks a right.</exception>
    public async ValueTask ApplyAsync(NpgsqlDataSource source, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(time);
        var builder = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        if (string.IsNullOrWhiteSpace(builder.SearchPath))
            throw new ArgumentException("The connection string names no Search Path.", nameof(source));
        // Not disposed: the source is the caller's.
        var database = new PostgresDatabase(source, $"PostgreSQL at {PostgresConnectionString.Place(builder)}");
        await ApplyAsync(database, PostgresConnectionString.Schema(builder), time, cancellation);
    }

    internal async ValueTask ApplyAsync(PostgresDatabase database, string schema, TimeProvider time, CancellationToken cancellation) =>
        await database.RunAsync(
            async connection =>
            {
                if (connection.PostgreSqlVersion.Major < ServerMajorMin)
                    throw new StoreRefusedException($"{database.Server} is of version {connection.PostgreSqlVersion}: update it to {ServerMajorMin} or later.");
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                await LockAsync(connection, schema, cancellation);
                await AdvanceAsync(connection, schema, time, cancellation);
                await transaction.CommitAsync(cancellation);
                return 0;
            },
            cancellation);

    /// <summary>One starter at a time, however long the others take; the lock ends with the transaction.</summary>
    static async Task LockAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await connection.ExecuteAsync("SET LOCAL lock_timeout = 0", cancellation);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext('shopfloortwin migration'), hashtext($1))", cancellation, schema);
    }

    async Task AdvanceAsync(NpgsqlConnection connection, string schema, TimeProvider time, CancellationToken cancellation)
    {
        // CREATE SCHEMA IF NOT EXISTS asks for a right that an operator need not give where the schema is there.
        if (await connection.ScalarAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname = $1", cancellation, schema) == 0)
            await connection.ExecuteAsync($"CREATE SCHEMA {Quoted(schema)}", cancellation);
        await connection.ExecuteAsync(
            $"CREATE TABLE IF NOT EXISTS {versions}(version int PRIMARY KEY, applied_at timestamptz NOT NULL); ALTER TABLE {versions} ADD COLUMN IF NOT EXISTS runs_from int", cancellation);
        var version = await connection.ScalarAsync<int>($"SELECT coalesce(max(version), 0) FROM {versions}", cancellation);
        if (version > statements.Count)
        {
            if (await connection.ScalarAsync<int>($"SELECT coalesce(runs_from, version) FROM {versions} WHERE version = $1", cancellation, version) <= statements.Count)
                return;
            throw new StoreRefusedException(
                $"The schema {schema} is of version {version} ({versions}), and this program knows versions up to {statements.Count}: start the newer program, or restore a backup made before the update.");
        }
        for (var next = version; next < statements.Count; next++)
        {
            await connection.ExecuteAsync(statements[next], cancellation);
            await connection.ExecuteAsync(
                $"INSERT INTO {versions}(version, applied_at, runs_from) VALUES ($1, $2, $3)", cancellation, next + 1, time.GetUtcNow(), Math.Min(RunsFrom, next + 1));
        }
    }

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
