using Npgsql;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>API keys in PostgreSQL.</summary>
internal sealed class PostgresKeyStore(PostgresDatabase database) : IKeyStore
{
    const string Columns = "key_id, name, hash, roles, sites, created_at, expires_at, revoked_at, board_opened_at";

    public async ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellation) =>
        await database.RunAsync(c => c.ListAsync($"SELECT {Columns} FROM api_key ORDER BY key_id COLLATE \"C\"", Key, cancellation), cancellation);

    public async ValueTask AddAsync(StoredKey key, CancellationToken cancellation)
    {
        var added = await database.RunAsync(
            c => c.ExecuteAsync(
                $"INSERT INTO api_key({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7::bigint, $8::bigint, $9::bigint) ON CONFLICT DO NOTHING",
                cancellation,
                key.KeyId, PostgresText.Shown(key.Name), key.Hash, key.Roles.ToArray(), key.Sites.ToArray(),
                key.CreatedAt.UtcTicks, key.ExpiresAt?.UtcTicks, key.RevokedAt?.UtcTicks, key.BoardOpenedAt?.UtcTicks),
            cancellation);
        if (added == 0)
            throw new InvalidOperationException($"There is a key {key.KeyId} already.");
    }

    public async ValueTask<bool> RevokeAsync(string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        await ChangedAsync("UPDATE api_key SET revoked_at = coalesce(revoked_at, $2) WHERE key_id = $1", keyId, at, cancellation);

    public async ValueTask<bool> UseBoardOpeningAsync(string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        await ChangedAsync("UPDATE api_key SET board_opened_at = $2 WHERE key_id = $1 AND board_opened_at IS NULL", keyId, at, cancellation);

    async ValueTask<bool> ChangedAsync(string update, string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        await database.RunAsync(c => c.ExecuteAsync(update, cancellation, keyId, at.UtcTicks), cancellation) > 0;

    static StoredKey Key(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4),
        row.Instant(5), row.InstantOrNull(6), row.InstantOrNull(7), row.InstantOrNull(8));
}
