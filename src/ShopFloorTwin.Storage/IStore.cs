namespace ShopFloorTwin.Storage;

/// <summary>
/// One contract over SQLite and PostgreSQL: journal, snapshots, quarantine, keys, intents, kept scenarios.
/// Opening creates and migrates the schema and takes the store for this process; disposing gives it back.
/// Every member may throw <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>In words, without secrets, for the console: <c>sqlite data/twin.db</c>.</summary>
    string Description { get; }
    IJournal Journal { get; }
    ISnapshots Snapshots { get; }
    IQuarantine Quarantine { get; }
    IKeyStore Keys { get; }
    IIntents Intents { get; }
    IScenarios Scenarios { get; }
}

/// <summary>The durable, ordered, append-only log of accepted events, one sequence per site.</summary>
public interface IJournal
{
    /// <summary>Sites that have a journal, with the position of the last record, by site.</summary>
    ValueTask<IReadOnlyList<JournalHead>> HeadsAsync(CancellationToken cancellation);

    /// <summary>
    /// Appends in order, all in one transaction, durable on return. An entry whose (source, id) the site's journal holds,
    /// or that came earlier in the same batch, is a duplicate: not written, and answered with the first one's position.
    /// New entries take consecutive positions, without gaps. None is recorded before the one ahead of it: where the store is shared and the other
    /// process's clock is ahead, later than asked.
    /// </summary>
    /// <returns>One result per entry, in order.</returns>
    ValueTask<IReadOnlyList<AppendResult>> AppendAsync(string site, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation);

    /// <summary>Where the journal holds these identities; 0 for one it does not hold. One result per identity, in order.</summary>
    ValueTask<IReadOnlyList<long>> FindAsync(string site, IReadOnlyList<EventIdentity> identities, CancellationToken cancellation);

    /// <summary>Records behind <paramref name="after"/>, by position; at most <paramref name="limit"/>, and fewer when they are large, but one at least while there is one.</summary>
    ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(string site, long after, int limit, CancellationToken cancellation);

    /// <summary>The last position recorded at or before the instant; 0 when there is none.</summary>
    ValueTask<long> PositionAtAsync(string site, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Reads the site's whole journal: positions without gaps, unique identities, readable bodies, a sound database.</summary>
    /// <param name="progress">Records read so far.</param>
    ValueTask<JournalReport> VerifyAsync(string site, IProgress<long>? progress, CancellationToken cancellation);
}

/// <summary>End of a site's journal.</summary>
public sealed record JournalHead(string Site, long Position);

/// <summary>What tells an event from all others of its site.</summary>
public readonly record struct EventIdentity(string Source, string Id);

/// <summary>What is appended: the identity, and the whole event as UTF-8 JSON.</summary>
public readonly record struct JournalEntry(string Source, string Id, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Body);

/// <summary>Where an entry stands, and whether it was there before.</summary>
public readonly record struct AppendResult(long Position, bool IsDuplicate);

/// <summary>A record read back.</summary>
public readonly record struct JournalRecord(long Position, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Body);

/// <summary>Snapshots of a site's twins: named chunks at one position. Only a completed snapshot is ever read.</summary>
public interface ISnapshots
{
    /// <summary>Writes the chunks in small transactions, then completes the snapshot, and thins out old ones.</summary>
    ValueTask SaveAsync(string site, SnapshotHeader header, IEnumerable<SnapshotChunk> chunks, CancellationToken cancellation);

    /// <summary>The newest completed snapshot at or before <paramref name="atOrBefore"/>; null when there is none.</summary>
    ValueTask<SnapshotHeader?> FindAsync(string site, long atOrBefore, CancellationToken cancellation);

    /// <summary>All completed snapshots, newest first.</summary>
    ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(string site, CancellationToken cancellation);

    /// <summary>The chunks of a snapshot, in the order written.</summary>
    IAsyncEnumerable<SnapshotChunk> ReadAsync(string site, long position, CancellationToken cancellation);
}

/// <summary>A snapshot: the position its twins stand at, and the hash of their state.</summary>
public sealed record SnapshotHeader(long Position, DateTimeOffset TakenAt, string StateHash);

/// <summary>A part of a snapshot; the engine's own format, compressed by the store when that pays.</summary>
public readonly record struct SnapshotChunk(string Name, ReadOnlyMemory<byte> Content);

/// <summary>Input that was refused, kept whole with its reason. Bounded per site.</summary>
public interface IQuarantine
{
    /// <returns>How many were kept; fewer than given once the site's limit is reached (<see cref="Core.Limits"/>).</returns>
    ValueTask<int> AddAsync(string site, IReadOnlyList<QuarantineEntry> entries, CancellationToken cancellation);

    /// <summary>Newest first; <paramref name="before"/> is the number of the last one seen.</summary>
    ValueTask<IReadOnlyList<QuarantineItem>> ListAsync(string site, long? before, int limit, CancellationToken cancellation);
    ValueTask<QuarantineItem?> FindAsync(string site, long number, CancellationToken cancellation);
    ValueTask RemoveAsync(string site, long number, CancellationToken cancellation);
}

/// <summary>Refused input.</summary>
public sealed record QuarantineEntry(DateTimeOffset ReceivedAt, string? EventId, string RefusalType, string Detail, ReadOnlyMemory<byte> Body);

/// <summary>Refused input as kept.</summary>
public sealed record QuarantineItem(long Number, QuarantineEntry Entry);

/// <summary>API keys, hashed at rest.</summary>
public interface IKeyStore
{
    ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellation);

    /// <exception cref="InvalidOperationException">There is a key of that id.</exception>
    ValueTask AddAsync(StoredKey key, CancellationToken cancellation);

    /// <returns>False when there is no such key.</returns>
    ValueTask<bool> RevokeAsync(string keyId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Marks the one-time opening of the board as used, atomically.</summary>
    /// <returns>False when it was used before.</returns>
    ValueTask<bool> UseBoardOpeningAsync(string keyId, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>A key as stored. <paramref name="Hash"/> is SHA-256 of a secret of 256 random bits.</summary>
public sealed record StoredKey(
    string KeyId, string Name, byte[] Hash, IReadOnlyList<string> Roles, IReadOnlyList<string> Sites,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? BoardOpenedAt);

/// <summary>The store cannot take or give what was asked: disk full, locked, connection lost. Nothing was taken.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// The connection broke during the commit: the batch is in the journal whole, or not at all.
    /// Read on from the last known position; what is sent again is found to be a duplicate.
    /// </summary>
    public bool OutcomeUnknown { get; init; }
}

/// <summary>The store is in use by another process, or is of a newer version: the start must stop with this message.</summary>
public sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner);
