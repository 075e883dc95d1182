using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>
/// The schema's numbered migrations, recorded in <c>schema_version</c>. A landed one is never changed.
/// Instants are ticks of 100 ns since year 1, UTC, for PostgreSQL's own have microseconds: what is read back is exactly what was folded.
/// </summary>
internal static class PostgresSchema
{
    static readonly string[] Migrations =
    [
        """
        CREATE TABLE site(
            no int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, position bigint NOT NULL DEFAULT 0,
            quarantine_entries bigint NOT NULL DEFAULT 0, quarantine_bytes bigint NOT NULL DEFAULT 0);
        CREATE TABLE source(
            no int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site int NOT NULL REFERENCES site, name text NOT NULL, UNIQUE(site, name));

        CREATE TABLE journal(
            site int NOT NULL, position bigint NOT NULL, source int NOT NULL, id text NOT NULL,
            recorded_at bigint NOT NULL, unpacked_length int NOT NULL, body bytea NOT NULL,
            PRIMARY KEY(site, position), CONSTRAINT journal_identity UNIQUE(source, id));

        CREATE TABLE snapshot(
            no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site text NOT NULL, position bigint NOT NULL,
            taken_at bigint NOT NULL, state_hash text NOT NULL, complete boolean NOT NULL DEFAULT false);
        CREATE UNIQUE INDEX snapshot_position ON snapshot(site, position) WHERE complete;
        CREATE TABLE chunk(
            snapshot bigint NOT NULL REFERENCES snapshot ON DELETE CASCADE, no int NOT NULL, name text NOT NULL,
            unpacked_length int NOT NULL, content bytea NOT NULL, PRIMARY KEY(snapshot, no));

        CREATE TABLE quarantine(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site int NOT NULL REFERENCES site, received_at bigint NOT NULL,
            event_id text, refusal_type text NOT NULL, detail text NOT NULL, bytes bigint NOT NULL, body bytea NOT NULL);
        CREATE INDEX quarantine_site ON quarantine(site, number);

        CREATE TABLE api_key(
            key_id text PRIMARY KEY, name text NOT NULL, hash bytea NOT NULL, roles text[] NOT NULL, sites text[] NOT NULL,
            created_at bigint NOT NULL, expires_at bigint, revoked_at bigint, board_opened_at bigint);
        """,
        """
        CREATE TABLE intent(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE, instance text NOT NULL, site text NOT NULL, decision text NOT NULL,
            lane int NOT NULL, record text NOT NULL, replaces text, content bytea NOT NULL, created_at bigint NOT NULL,
            state smallint NOT NULL, attempts int NOT NULL, due_at bigint NOT NULL, result bytea, reason text, changed_at bigint NOT NULL);
        CREATE INDEX intent_unfinished ON intent(instance, lane, number) WHERE state IN (0, 1, 2);
        CREATE INDEX intent_record ON intent(instance, record, number) WHERE state IN (0, 1, 2);
        CREATE INDEX intent_decision ON intent(instance, site, decision);
        CREATE INDEX intent_replaces ON intent(instance, replaces) WHERE state = 0 AND replaces IS NOT NULL;

        CREATE TABLE writer_lease(instance text PRIMARY KEY, holder text NOT NULL, token bigint NOT NULL, until bigint NOT NULL);
        """,
    ];

    /// <exception cref="StoreRefusedException">The schema is of a newer version.</exception>
    public static async ValueTask MigrateAsync(NpgsqlConnection connection, string schema, TimeProvider time, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // One starter at a time, however long the others take; the lock ends with the transaction.
        await connection.ExecuteAsync("SET LOCAL lock_timeout = 0", cancellation);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext('shopfloortwin migration'), hashtext($1))", cancellation, schema);
        // CREATE SCHEMA IF NOT EXISTS asks for a right that an operator need not give where the schema is there.
        if (await connection.ScalarAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname = $1", cancellation, schema) == 0)
            await connection.ExecuteAsync($"CREATE SCHEMA {Quoted(schema)}", cancellation);
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_version(version int PRIMARY KEY, applied_at timestamptz NOT NULL)", cancellation);
        var version = await connection.ScalarAsync<int>("SELECT coalesce(max(version), 0) FROM schema_version", cancellation);
        if (version > Migrations.Length)
        {
            throw new StoreRefusedException(
                $"The schema {schema} is of version {version}, and this program knows versions up to {Migrations.Length}: start the newer program, or restore a backup made before the update.");
        }
        for (var next = version; next < Migrations.Length; next++)
        {
            await connection.ExecuteAsync(Migrations[next], cancellation);
            await connection.ExecuteAsync("INSERT INTO schema_version VALUES ($1, $2)", cancellation, next + 1, time.GetUtcNow());
        }
        await transaction.CommitAsync(cancellation);
    }

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
