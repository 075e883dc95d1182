using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Access;

/// <summary>A key as its holder has it: <c>sft_{keyid}_{secret}</c>, the secret of 256 random bits. Only its hash is stored.</summary>
internal static class ApiKey
{
    private const string Prefix = "sft_";
    private const int SecretBytes = 32;
    private const int KeyIdBytes = 6;

    /// <summary>Longest token that is looked at.</summary>
    public const int CharsMax = 512;

    public static (string Token, StoredKey Stored) Create(
        string name, IReadOnlyList<string> roles, IReadOnlyList<string> sites, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        var keyId = RandomNumberGenerator.GetHexString(2 * KeyIdBytes, lowercase: true);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{Prefix}{keyId}_{secret}", new StoredKey(keyId, name, Hash(secret), roles, sites, now, expiresAt, RevokedAt: null, BoardOpenedAt: null));
    }

    /// <summary>The parts of a token; false when it has not the form of one.</summary>
    public static bool TryParse(string token, out string keyId, out string secret)
    {
        (keyId, secret) = ("", "");
        if (token.Length > CharsMax || !token.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var end = token.IndexOf('_', Prefix.Length);
        if (end < 0)
            return false;
        (keyId, secret) = (token[Prefix.Length..end], token[(end + 1)..]);
        return keyId.Length > 0 && secret.Length > 0;
    }

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Compares in constant time.</summary>
    public static bool Matches(byte[] hash, string secret) => CryptographicOperations.FixedTimeEquals(hash, Hash(secret));
}
