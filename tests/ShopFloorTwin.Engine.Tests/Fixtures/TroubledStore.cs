using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Tests.Fixtures;

/// <summary>A store whose journal has trouble on demand.</summary>
public sealed class TroubledStore(IStore store) : IStore, IJournal, ISnapshots
{
    private TaskCompletionSource? _held;
    private int _appends;

    /// <summary>Appends fail before they reach the journal.</summary>
    public bool IsFull { get; set; }

    /// <summary>The next append is durable, and its answer is lost.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>Nothing more reaches the store: what a kill leaves behind.</summary>
    public bool IsDead { get; set; }

    /// <summary>Appends begun so far.</summary>
    public int Appends => Volatile.Read(ref _appends);

    public string Description => store.Description;
    public IJournal Journal => this;
    public ISnapshots Snapshots => this;
    public IQuarantine Quarantine => store.Quarantine;
    public IKeyStore Keys => store.Keys;
    public IIntents Intents => store.Intents;
    public IScenarios Scenarios => store.Scenarios;

    /// <summary>Appends wait until <see cref="Release"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _held?.TrySetResult();
        _held = null;
    }

    public async ValueTask<IReadOnlyList<AppendResult>> AppendAsync(string site, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _appends);
        if (_held is { } held)
            await held.Task;
        Alive();
        if (IsFull)
            throw new StoreUnavailableException("the disk is full");
        var results = await store.Journal.AppendAsync(site, entries, cancellation);
        if (LosesNextAnswer)
        {
            LosesNextAnswer = false;
            throw new StoreUnavailableException("the connection broke");
        }
        return results;
    }

    public ValueTask<IReadOnlyList<JournalHead>> HeadsAsync(CancellationToken cancellation) => store.Journal.HeadsAsync(cancellation);

    public ValueTask<IReadOnlyList<long>> FindAsync(string site, IReadOnlyList<EventIdentity> identities, CancellationToken cancellation) =>
        store.Journal.FindAsync(site, identities, cancellation);

    public ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(string site, long after, int limit, CancellationToken cancellation)
    {
        Alive();
        return store.Journal.ReadAsync(site, after, limit, cancellation);
    }

    public ValueTask<long> PositionAtAsync(string site, DateTimeOffset at, CancellationToken cancellation) =>
        store.Journal.PositionAtAsync(site, at, cancellation);

    public ValueTask<JournalReport> VerifyAsync(string site, IProgress<long>? progress, CancellationToken cancellation) =>
        store.Journal.VerifyAsync(site, progress, cancellation);

    public ValueTask SaveAsync(string site, SnapshotHeader header, IEnumerable<SnapshotChunk> chunks, CancellationToken cancellation)
    {
        Alive();
        return store.Snapshots.SaveAsync(site, header, chunks, cancellation);
    }

    public ValueTask<SnapshotHeader?> FindAsync(string site, long atOrBefore, CancellationToken cancellation) =>
        store.Snapshots.FindAsync(site, atOrBefore, cancellation);

    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(string site, CancellationToken cancellation) => store.Snapshots.ListAsync(site, cancellation);

    public IAsyncEnumerable<SnapshotChunk> ReadAsync(string site, long position, CancellationToken cancellation) =>
        store.Snapshots.ReadAsync(site, position, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Alive()
    {
        if (IsDead)
            throw new StoreUnavailableException("the process is gone");
    }
}
