using System.Text.RegularExpressions;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>Odoo's words as they may be shown: one line, of a length that fits, without a traceback and without the key.</summary>
internal static partial class OdooWords
{
    public static string Plain(string text, string key)
    {
        var traceback = text.IndexOf("Traceback (most recent call last)", StringComparison.Ordinal);
        var said = traceback < 0 ? text : text[..traceback];
        if (key.Length > 0)
            said = said.Replace(key, "…", StringComparison.Ordinal);
        var line = Space().Replace(said, " ").Trim();
        return line.Length <= Limits.OdooMessageChars ? line : line[..(Limits.OdooMessageChars - 1)] + "…";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
