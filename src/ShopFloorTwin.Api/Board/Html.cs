using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ShopFloorTwin.Api.Board;

/// <summary>
/// Writes HTML. What is interpolated is escaped, for text and for quoted attributes alike; only what is written literally is markup.
/// </summary>
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _text = new(16 * 1024);

    public Html Add([InterpolatedStringHandlerArgument("")] ref Markup markup) => this;

    public override string ToString() => _text.ToString();

    /// <summary>Receives the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly struct Markup(int literalLength, int formattedCount, Html html)
    {
        private readonly StringBuilder _into = html._text.EnsureRoom(literalLength + 16 * formattedCount);

        public void AppendLiteral(string markup) => _into.Append(markup);

        public void AppendFormatted(string? text) => _into.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(int number) => _into.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(long number) => _into.Append(CultureInfo.InvariantCulture, $"{number}");

        /// <summary>Coordinates and counts: two decimals at most.</summary>
        public void AppendFormatted(double number) => _into.Append(double.IsFinite(number) ? number.ToString("0.##", CultureInfo.InvariantCulture) : "");

        /// <summary>Markup made elsewhere.</summary>
        public void AppendFormatted(Html part) => _into.Append(part._text);
    }
}

file static class Room
{
    public static StringBuilder EnsureRoom(this StringBuilder text, int more)
    {
        text.EnsureCapacity(text.Length + more);
        return text;
    }
}
