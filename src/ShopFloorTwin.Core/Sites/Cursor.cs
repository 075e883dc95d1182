using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// Where a page ended: the sort, the last item's key values, its id. Opaque to callers (base64url).
/// It names a place in the order, not an item, so that it continues in a newer picture as well.
/// </summary>
public sealed record Cursor(string Sort, IReadOnlyList<long> Keys, string Id)
{
    private const int EncodedLengthMax = 2048;

    public string Encode() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', Keys.Select(k => k.ToString(CultureInfo.InvariantCulture)).Prepend(Sort).Append(Id))));

    /// <summary>The cursor of an <c>after</c> parameter; null for null.</summary>
    /// <exception cref="QueryException">It is not a cursor, or one of another sort.</exception>
    public static Cursor? Decode(string? after, string sort, int keys)
    {
        if (after is null)
            return null;
        if (Read(after, keys + 2) is not { } parts)
            throw new QueryException("after", "Not a cursor of this list: take `next` of the page before.");
        if (!string.Equals(parts[0], sort))
            throw new QueryException("after", $"A cursor of the sort `{parts[0]}`; this query sorts by `{sort}`. Begin without `after`.");
        if (parts.Length != keys + 2)
            throw new QueryException("after", "Not a cursor of this list: take `next` of the page before.");
        var values = new long[keys];
        for (var i = 0; i < keys; i++)
        {
            if (!long.TryParse(parts[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i]))
                throw new QueryException("after", "Not a cursor of this list: take `next` of the page before.");
        }
        return new Cursor(sort, values, parts[^1]);
    }

    private static string[]? Read(string after, int count)
    {
        if (after.Length is 0 or > EncodedLengthMax || !Base64Url.IsValid(after))
            return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(after));
        var sort = text.Split('\n', 2);
        if (sort.Length < 2 || sort[0].Length == 0 || sort[0].Any(c => !char.IsAsciiLetter(c) && c != '-'))
            return null;
        // A cursor of another sort may have another number of keys; its name is what the caller needs to hear.
        var parts = text.Split('\n', count);
        return parts.Length == count ? parts : [sort[0]];
    }
}
