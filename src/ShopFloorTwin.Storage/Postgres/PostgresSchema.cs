namespace ShopFloorTwin.Storage.Postgres;

/// <summary>
/// The store's tables, recorded in <c>schema_version</c>.
/// Instants are ticks of 100 ns since year 1, UTC, for PostgreSQL's own have microseconds: what is read back is exactly what was folded.
/// </summary>
internal static class PostgresSchema
{
    public static readonly PostgresMigrations Migrations = new("schema_version",
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
        """
        CREATE TABLE scenario(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site text NOT NULL, id text NOT NULL, name text NOT NULL, owner text NOT NULL, note text,
            edits bytea NOT NULL, position bigint NOT NULL, base bytea NOT NULL, made_at bigint NOT NULL, changed_at bigint NOT NULL,
            expires_at bigint NOT NULL, committed_at bigint, version int NOT NULL, bytes bigint NOT NULL, UNIQUE(site, id));
        CREATE INDEX scenario_site ON scenario(site, number);
        """,
    ])
    {
        // The third only adds a table that an older program does not know of.
        RunsFrom = 2,
    };
}
