using System.Text;
using ShopFloorTwin.Core;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Quarantine;

/// <summary>Refused input as kept.</summary>
/// <param name="Id">Number in the site's quarantine.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="EventId">The event's id, where one could be read.</param>
/// <param name="Type">Why it was refused: the stable name.</param>
/// <param name="Detail">Why it was refused: the sentence.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Body">What came, as text; in a list only its beginning.</param>
public sealed record QuarantineView(long Id, DateTimeOffset ReceivedAt, string? EventId, string Type, string Detail, int Bytes, string Body)
{
    internal static QuarantineView Of(QuarantineItem item, bool whole)
    {
        var entry = item.Entry;
        var body = entry.Body.Span;
        var shown = whole ? body : body[..Math.Min(body.Length, Limits.QuarantinePreviewBytes)];
        return new QuarantineView(item.Number, entry.ReceivedAt, entry.EventId, entry.RefusalType, entry.Detail, body.Length, Encoding.UTF8.GetString(shown));
    }
}

/// <summary>A page of the quarantine, newest first.</summary>
public sealed record QuarantineList(IReadOnlyList<QuarantineView> Items, string? Next);
