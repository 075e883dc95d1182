using System.Security.Cryptography;
using System.Text;

namespace ShopFloorTwin.Storage.Postgres;

/// <summary>Text from outside in a form that PostgreSQL takes: no zero character, and short enough for an index where it is a key.</summary>
internal static class PostgresText
{
    // An index entry holds at most about 2,700 bytes: https://www.postgresql.org/docs/current/btree.html
    const int KeyCharactersMax = 500;
    const int PrefixCharacters = 200;

    /// <summary>For texts that are read by people: what cannot be kept is shown as U+FFFD.</summary>
    public static string? Shown(string? text) => text is null ? null : Valid(text).Replace('\0', '\uFFFD');

    /// <summary>For keys that are only compared: different texts stay different.</summary>
    public static string Key(string text)
    {
        var valid = Valid(text);
        if (valid.AsSpan().IndexOfAny('\\', '\0') >= 0)
            valid = valid.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);
        if (valid.Length <= KeyCharactersMax)
            return valid;
        var prefix = char.IsHighSurrogate(valid[PrefixCharacters - 1]) ? PrefixCharacters - 1 : PrefixCharacters;
        return $"{valid[..prefix]}\\#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(valid)))}";
    }

    static string Valid(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }
        return text;
    }
}
