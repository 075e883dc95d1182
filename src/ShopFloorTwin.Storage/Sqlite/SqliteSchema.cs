namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>
/// The files' numbered migrations; <c>PRAGMA user_version</c> says how many a file has had. A landed one is never changed.
/// Instants are ticks of 100 ns, UTC: what is read back is exactly what was folded.
/// </summary>
internal static class SqliteSchema
{
    /// <summary><c>PRAGMA application_id</c>: "SFTW".</summary>
    public const int ApplicationId = 0x53465457;

    /// <summary>
    /// <c>twin.db</c>. A record's key is its site and position in one integer, so that the table is its own, always appended index;
    /// a source belongs to one site, so that (source, id) is unique per (site, source, id).
    /// </summary>
    public static readonly string[] Twin =
    [
        """
        CREATE TABLE store(no INTEGER PRIMARY KEY CHECK(no = 1), identity TEXT NOT NULL);
        INSERT INTO store VALUES (1, lower(hex(randomblob(16))));

        CREATE TABLE site(
            no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
            quarantine_entries INTEGER NOT NULL DEFAULT 0, quarantine_bytes INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE source(no INTEGER PRIMARY KEY, site INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(site, name));

        CREATE TABLE journal(
            seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, id TEXT NOT NULL,
            recorded_at INTEGER NOT NULL, unpacked_length INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX journal_identity ON journal(source, id);

        CREATE TABLE quarantine(
            number INTEGER PRIMARY KEY AUTOINCREMENT, site INTEGER NOT NULL, received_at INTEGER NOT NULL,
            event_id TEXT, refusal_type TEXT NOT NULL, detail TEXT NOT NULL, bytes INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX quarantine_site ON quarantine(site, number);

        CREATE TABLE api_key(
            key_id TEXT PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL, roles TEXT NOT NULL, sites TEXT NOT NULL,
            created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER, board_opened_at INTEGER) WITHOUT ROWID;
        """,
        """
        CREATE TABLE intent(
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, instance TEXT NOT NULL, site TEXT NOT NULL, decision TEXT NOT NULL,
            lane INTEGER NOT NULL, record TEXT NOT NULL, replaces TEXT, content BLOB NOT NULL, created_at INTEGER NOT NULL,
            state INTEGER NOT NULL, attempts INTEGER NOT NULL, due_at INTEGER NOT NULL, result BLOB, reason TEXT, changed_at INTEGER NOT NULL);
        CREATE INDEX intent_unfinished ON intent(instance, lane, number) WHERE state IN (0, 1, 2);
        CREATE INDEX intent_record ON intent(instance, record, number) WHERE state IN (0, 1, 2);
        CREATE INDEX intent_decision ON intent(instance, site, decision);
        CREATE INDEX intent_replaces ON intent(instance, replaces) WHERE state = 0 AND replaces IS NOT NULL;

        CREATE TABLE writer_lease(instance TEXT PRIMARY KEY, holder TEXT NOT NULL, token INTEGER NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
        """,
        """
        CREATE TABLE scenario(
            number INTEGER PRIMARY KEY AUTOINCREMENT, site TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL, note TEXT,
            edits BLOB NOT NULL, position INTEGER NOT NULL, base BLOB NOT NULL, made_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL, committed_at INTEGER, version INTEGER NOT NULL, bytes INTEGER NOT NULL, UNIQUE(site, id));
        CREATE INDEX scenario_site ON scenario(site, number);
        """,
    ];

    /// <summary><c>snapshots.db</c>. <c>store</c> names the journal it was made from.</summary>
    public static readonly string[] Snapshots =
    [
        """
        CREATE TABLE store(no INTEGER PRIMARY KEY CHECK(no = 1), identity TEXT NOT NULL);

        CREATE TABLE snapshot(
            no INTEGER PRIMARY KEY AUTOINCREMENT, site TEXT NOT NULL, position INTEGER NOT NULL,
            taken_at INTEGER NOT NULL, state_hash TEXT NOT NULL, complete INTEGER NOT NULL DEFAULT 0);
        CREATE UNIQUE INDEX snapshot_position ON snapshot(site, position) WHERE complete = 1;

        CREATE TABLE chunk(
            no INTEGER PRIMARY KEY, snapshot INTEGER NOT NULL, name TEXT NOT NULL, unpacked_length INTEGER NOT NULL, content BLOB NOT NULL);
        CREATE INDEX chunk_snapshot ON chunk(snapshot, no);
        """,
    ];
}
