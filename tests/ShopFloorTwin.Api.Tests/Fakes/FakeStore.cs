using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Tests.Fakes;

/// <summary>Keys and quarantine in memory; the journal reads back what a site took.</summary>
internal sealed class FakeStore(FakeEngine engine) : IStore, IJournal, IQuarantine, IKeyStore
{
    private readonly Lock _gate = new();
    private readonly List<StoredKey> _keys = [];
    private readonly SortedDictionary<long, (string Site, QuarantineEntry Entry)> _quarantine = [];

    /// <summary>Every call fails as a full disk does.</summary>
    public bool IsUnavailable { get; set; }
    public string Description => "memory";
    public IJournal Journal => this;
    public ISnapshots Snapshots => throw new NotSupportedException();
    public IQuarantine Quarantine => this;
    public IKeyStore Keys => this;
    public IIntents Intents => throw new NotSupportedException();
    public IScenarios Scenarios { get; } = new FakeScenarios();

    private void Touch()
    {
        if (IsUnavailable)
            throw new StoreUnavailableException("disk full at /secret/path");
    }

    public ValueTask<IReadOnlyList<JournalHead>> HeadsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(string site, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<long>> FindAsync(string site, IReadOnlyList<EventIdentity> identities, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(string site, long after, int limit, CancellationToken cancellation)
    {
        var journal = engine.Site(site).Journal;
        return new([.. journal.Skip((int)after).Take(limit).Select((one, i) => new JournalRecord(after + 1 + i, one.Time, one.Body))]);
    }

    public ValueTask<long> PositionAtAsync(string site, DateTimeOffset at, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<JournalReport> VerifyAsync(string site, IProgress<long>? progress, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<int> AddAsync(string site, IReadOnlyList<QuarantineEntry> entries, CancellationToken cancellation)
    {
        Touch();
        lock (_gate)
        {
            foreach (var entry in entries)
                _quarantine[_quarantine.Keys.LastOrDefault() + 1] = (site, entry);
        }
        return new(entries.Count);
    }

    public ValueTask<IReadOnlyList<QuarantineItem>> ListAsync(string site, long? before, int limit, CancellationToken cancellation)
    {
        lock (_gate)
            return new([.. _quarantine.Reverse().Where(kept => kept.Value.Site == site && (before is null || kept.Key < before)).Take(limit)
                .Select(kept => new QuarantineItem(kept.Key, kept.Value.Entry))]);
    }

    public ValueTask<QuarantineItem?> FindAsync(string site, long number, CancellationToken cancellation)
    {
        lock (_gate)
            return new(_quarantine.TryGetValue(number, out var kept) && kept.Site == site ? new QuarantineItem(number, kept.Entry) : null);
    }

    public ValueTask RemoveAsync(string site, long number, CancellationToken cancellation)
    {
        lock (_gate)
            _quarantine.Remove(number);
        return default;
    }

    public ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellation)
    {
        Touch();
        lock (_gate)
            return new([.. _keys]);
    }

    public ValueTask AddAsync(StoredKey key, CancellationToken cancellation)
    {
        Touch();
        lock (_gate)
            _keys.Add(key);
        return default;
    }

    public ValueTask<bool> RevokeAsync(string keyId, DateTimeOffset at, CancellationToken cancellation)
    {
        Touch();
        return new(Change(keyId, key => key with { RevokedAt = at }));
    }

    public ValueTask<bool> UseBoardOpeningAsync(string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        new(Change(keyId, key => key.BoardOpenedAt is null ? key with { BoardOpenedAt = at } : null));

    public ValueTask DisposeAsync() => default;

    private bool Change(string keyId, Func<StoredKey, StoredKey?> change)
    {
        lock (_gate)
        {
            var at = _keys.FindIndex(key => key.KeyId == keyId);
            if (at < 0 || change(_keys[at]) is not { } changed)
                return false;
            _keys[at] = changed;
            return true;
        }
    }
}
