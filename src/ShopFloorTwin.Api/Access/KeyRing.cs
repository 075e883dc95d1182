using Microsoft.Extensions.Logging;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Access;

/// <summary>The keys that open this API: those stored, read again every few seconds, and the bootstrap key of the configuration.</summary>
internal sealed partial class KeyRing
{
    public const string BootstrapId = "bootstrap";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    // While the store cannot be read, keys known before still open, but not for long: a revocation must not be missed.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(2);

    private readonly IKeyStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger<KeyRing> _log;
    private readonly StoredKey? _bootstrap;
    private readonly byte[]? _bootstrapHash;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Loaded? _loaded;
    private int _bootstrapOpened;

    public KeyRing(IKeyStore store, ApiOptions options, TimeProvider clock, ILogger<KeyRing> log)
    {
        (_store, _clock, _log) = (store, clock, log);
        if (options.BootstrapKey is not { } bootstrap)
            return;
        _bootstrapHash = ApiKey.Hash(bootstrap);
        _bootstrap = new StoredKey(BootstrapId, "Auth:BootstrapKey", [], [Roles.Admin], [Caller.EverySite], clock.GetUtcNow(), null, null, null);
    }

    /// <summary>Whose token this is; null when it opens nothing.</summary>
    public async ValueTask<StoredKey?> FindAsync(string token, CancellationToken cancellation)
    {
        if (token.Length > ApiKey.CharsMax)
            return null;
        if (_bootstrapHash is not null && ApiKey.Matches(_bootstrapHash, token))
            return _bootstrap;
        if (!ApiKey.TryParse(token, out var keyId, out var secret))
            return null;
        return await GoodAsync(keyId, cancellation) is { } key && ApiKey.Matches(key.Hash, secret) ? key : null;
    }

    /// <summary>The key of this id while it is neither revoked nor expired.</summary>
    public async ValueTask<StoredKey?> GoodAsync(string keyId, CancellationToken cancellation)
    {
        if (_bootstrap is not null && string.Equals(keyId, BootstrapId, StringComparison.Ordinal))
            return _bootstrap;
        var keys = await LoadAsync(cancellation);
        return keys.GetValueOrDefault(keyId) is { } key && IsGood(key, _clock.GetUtcNow()) ? key : null;
    }

    /// <summary>Whether two different keys are one person's: one took the place of the other, under the same name. Also those that are good no more.</summary>
    public async ValueTask<bool> AreOfOneAsync(string keyId, string other, CancellationToken cancellation)
    {
        var keys = await LoadAsync(cancellation);
        return keyId != other && keys.GetValueOrDefault(keyId) is { } one && keys.GetValueOrDefault(other)?.Name == one.Name;
    }

    /// <summary>Marks that the key opened the board by its address; only the first time is it good for that.</summary>
    public async ValueTask<bool> OpenBoardAsync(StoredKey key, CancellationToken cancellation) =>
        ReferenceEquals(key, _bootstrap)
            ? Interlocked.Exchange(ref _bootstrapOpened, 1) == 0
            : await _store.UseBoardOpeningAsync(key.KeyId, _clock.GetUtcNow(), cancellation);

    /// <summary>Makes the first admin key when there is neither a key nor a bootstrap key.</summary>
    /// <returns>Its token, to be shown once; null when there was nothing to make.</returns>
    public async ValueTask<string?> EnsureFirstAsync(CancellationToken cancellation)
    {
        if (_bootstrap is not null || (await _store.ListAsync(cancellation)).Count > 0)
            return null;
        var (token, stored) = ApiKey.Create("first key", [Roles.Admin], [Caller.EverySite], _clock.GetUtcNow(), expiresAt: null);
        await _store.AddAsync(stored, cancellation);
        Forget();
        return token;
    }

    /// <summary>Reads the keys anew at the next call: they were changed here.</summary>
    public void Forget() => Volatile.Write(ref _loaded, null);

    private static bool IsGood(StoredKey key, DateTimeOffset now) =>
        (key.RevokedAt is null || key.RevokedAt > now) && (key.ExpiresAt is null || key.ExpiresAt > now);

    private async ValueTask<IReadOnlyDictionary<string, StoredKey>> LoadAsync(CancellationToken cancellation)
    {
        if (Recent(Fresh) is { } recent)
            return recent;
        await _reading.WaitAsync(cancellation);
        try
        {
            if (Recent(Fresh) is { } readMeanwhile)
                return readMeanwhile;
            var keys = (await _store.ListAsync(cancellation)).ToDictionary(key => key.KeyId, StringComparer.Ordinal);
            Volatile.Write(ref _loaded, new Loaded(keys, _clock.GetTimestamp()));
            return keys;
        }
        catch (StoreUnavailableException error) when (Recent(Stale) is { } stale)
        {
            KeysNotRead(error);
            return stale;
        }
        finally
        {
            _reading.Release();
        }
    }

    private IReadOnlyDictionary<string, StoredKey>? Recent(TimeSpan age) =>
        Volatile.Read(ref _loaded) is { } loaded && _clock.GetElapsedTime(loaded.At) < age ? loaded.Keys : null;

    private sealed record Loaded(IReadOnlyDictionary<string, StoredKey> Keys, long At);

    [LoggerMessage(LogLevel.Warning, "The keys cannot be read from the store; those read before are used")]
    private partial void KeysNotRead(Exception error);
}
