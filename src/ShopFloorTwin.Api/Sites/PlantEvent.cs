using System.Text;
using System.Text.Json;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Api.Sites;

/// <summary>The <c>plant.imported.v1</c> event that a plant document enters the journal as.</summary>
internal static class PlantEvent
{
    private const string Source = "shopfloortwin/api";

    /// <summary>What the event adds to the document's bytes, at most.</summary>
    public const int EnvelopeBytesMax = 4 * 1024;

    /// <summary>Nesting of a document: one level less than what is read, since the event stands around it.</summary>
    public const int DocumentDepth = Limits.JsonDepth - 1;

    /// <summary>The event, with the document as it came.</summary>
    public static CloudEvent Of(PlantDocument document, ReadOnlySpan<byte> bytes, string id, DateTimeOffset time, string? traceParent)
    {
        var data = new PlantImportedData(document) { Entity = document.Site };
        var subject = $"site/{document.Site}";
        return new CloudEvent
        {
            Source = Source,
            Id = id,
            Type = EventTypes.PlantImported,
            Subject = subject,
            Time = time,
            Data = data,
            Body = EventWriter.Write(Source, id, EventTypes.PlantImported, subject, time, bytes, traceParent),
            TraceParent = traceParent,
        };
    }

    /// <summary>Whether an event around the document can be read back.</summary>
    public static bool CanHold(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(Bare(document), new JsonReaderOptions { MaxDepth = DocumentDepth });
        try
        {
            while (reader.Read())
                reader.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a journalled event carries the same document, byte for byte.</summary>
    public static bool Carries(ReadOnlySpan<byte> body, ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isData)
                return body[start..(int)reader.BytesConsumed].SequenceEqual(Bare(document));
        }
        return false;
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> document)
    {
        if (document.StartsWith(Encoding.UTF8.Preamble))
            document = document[Encoding.UTF8.Preamble.Length..];
        return document.Trim(" \t\r\n"u8);
    }
}
