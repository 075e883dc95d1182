using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ShopFloorTwin.Storage.Sqlite;

/// <summary>API keys in <c>twin.db</c>.</summary>
internal sealed class SqliteKeyStore(SqliteFile file) : IKeyStore
{
    const string Columns = "key_id, name, hash, roles, sites, created_at, expires_at, revoked_at, board_opened_at";

    public ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellation) =>
        file.Readers.ReadAsync<IReadOnlyList<StoredKey>>(c => c.List($"SELECT {Columns} FROM api_key ORDER BY key_id", Key), cancellation);

    public async ValueTask AddAsync(StoredKey key, CancellationToken cancellation)
    {
        var added = await file.Writer.TransactAsync(
            c => c.Execute(
                $"""
                INSERT INTO api_key({Columns})
                VALUES (@id, @name, @hash, @roles, @sites, @created, @expires, @revoked, @opened) ON CONFLICT DO NOTHING
                """,
                ("@id", key.KeyId), ("@name", key.Name), ("@hash", key.Hash),
                ("@roles", JsonSerializer.Serialize(key.Roles)), ("@sites", JsonSerializer.Serialize(key.Sites)),
                ("@created", key.CreatedAt.UtcTicks), ("@expires", key.ExpiresAt?.UtcTicks),
                ("@revoked", key.RevokedAt?.UtcTicks), ("@opened", key.BoardOpenedAt?.UtcTicks)),
            cancellation);
        if (added == 0)
            throw new InvalidOperationException($"There is a key {key.KeyId} already.");
    }

    public async ValueTask<bool> RevokeAsync(string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(
            c => c.Execute(
                "UPDATE api_key SET revoked_at = coalesce(revoked_at, @at) WHERE key_id = @id", ("@id", keyId), ("@at", at.UtcTicks)),
            cancellation) > 0;

    public async ValueTask<bool> UseBoardOpeningAsync(string keyId, DateTimeOffset at, CancellationToken cancellation) =>
        await file.Writer.TransactAsync(
            c => c.Execute(
                "UPDATE api_key SET board_opened_at = @at WHERE key_id = @id AND board_opened_at IS NULL", ("@id", keyId), ("@at", at.UtcTicks)),
            cancellation) > 0;

    static StoredKey Key(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), Texts(row.GetString(3)), Texts(row.GetString(4)),
        row.Instant(5), row.InstantOrNull(6), row.InstantOrNull(7), row.InstantOrNull(8));

    static string[] Texts(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];
}
