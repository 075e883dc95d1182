namespace ShopFloorTwin.Core.Json;

/// <summary>Keeps what a message quotes from the input short.</summary>
internal static class Excerpt
{
    /// <summary>The text, cut off behind <paramref name="mostChars"/>, with control characters shown as spaces.</summary>
    public static string Of(string text, int mostChars = 80)
    {
        if (text.Length > mostChars)
            text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[mostChars - 1]) ? mostChars - 1 : mostChars), "…");
        return text.AsSpan().ContainsAnyInRange('\0', '\u001f')
            ? string.Create(text.Length, text, (shown, source) =>
            {
                for (var i = 0; i < shown.Length; i++)
                    shown[i] = char.IsControl(source[i]) ? ' ' : source[i];
            })
            : text;
    }
}
