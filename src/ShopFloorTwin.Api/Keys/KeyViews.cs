using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Keys;

/// <summary>What a new key is to be.</summary>
/// <param name="Name">Who uses it, in words.</param>
/// <param name="Roles">One or more of the roles.</param>
/// <param name="Sites">Ids of sites, or <c>*</c> for all.</param>
/// <param name="ExpiresAt">Null: never.</param>
public sealed record NewKey(string? Name, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Sites, DateTimeOffset? ExpiresAt);

/// <summary>A key, without its secret.</summary>
public sealed record KeyView(
    string Id, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Sites,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    internal static KeyView Of(StoredKey key) => new(key.KeyId, key.Name, key.Roles, key.Sites, key.CreatedAt, key.ExpiresAt, key.RevokedAt);
}

/// <summary>A key just made. <paramref name="Token"/> is shown this once.</summary>
public sealed record IssuedKey(KeyView Key, string Token);

/// <summary>The keys within the caller's sites.</summary>
public sealed record KeyList(IReadOnlyList<KeyView> Items, string? Next);
