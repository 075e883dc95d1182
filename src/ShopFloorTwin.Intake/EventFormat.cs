using System.Net.Http.Headers;

namespace ShopFloorTwin.Intake;

/// <summary>The forms a body of events may have.</summary>
public enum EventFormat
{
    /// <summary><c>application/cloudevents+json</c>: one event.</summary>
    Single,

    /// <summary><c>application/cloudevents-batch+json</c>: an array of events.</summary>
    Batch,

    /// <summary><c>application/x-ndjson</c>: an event a line.</summary>
    Lines,
}

/// <summary>Media types of events.</summary>
public static class EventFormats
{
    public const string Single = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";

    /// <summary>The form a media type names; null when it names none, or a charset other than UTF-8.</summary>
    public static EventFormat? Parse(string? mediaType)
    {
        if (!MediaTypeHeaderValue.TryParse(mediaType, out var parsed) || !IsUtf8(parsed.CharSet))
            return null;
        return parsed.MediaType?.ToLowerInvariant() switch
        {
            Single => EventFormat.Single,
            Batch => EventFormat.Batch,
            Lines => EventFormat.Lines,
            _ => null,
        };
    }

    private static bool IsUtf8(string? charset) => charset?.Trim('"').ToLowerInvariant() is null or "utf-8" or "utf8" or "us-ascii";
}
