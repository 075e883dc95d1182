using System.Text.Json;
using System.Text.Unicode;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Events;

/// <summary>What came of reading one event: the event, or why not.</summary>
/// <param name="Event">Null when it is refused.</param>
/// <param name="Refusal">Null when it was read.</param>
/// <param name="EventId">The event's id as far as it could be read, also of a refused one.</param>
public readonly record struct EventReading(CloudEvent? Event, Refusal? Refusal, string? EventId);

/// <summary>
/// Reads CloudEvents 1.0 in the JSON event format. Never throws for what the bytes hold; safe for concurrent use.
/// Not checked here: whether the time can be (<see cref="EventTimes"/>), and whether the site knows the ids.
/// </summary>
public static class EventReader
{
    /// <summary>Reads one event.</summary>
    /// <param name="body">The event's UTF-8 JSON, and nothing else; becomes <see cref="CloudEvent.Body"/> and must not change after.</param>
    public static EventReading Read(ReadOnlyMemory<byte> body)
    {
        var utf8 = body.Span;
        if (utf8.Length > Limits.PlantBytes)
            return Refused("too-large", $"the event has {utf8.Length} bytes; the limit is {Limits.PlantBytes}", null);
        if (!Utf8.IsValid(utf8))
            return Refused("malformed", "the event is not valid UTF-8", null);
        string? id = null;
        try
        {
            var envelope = Envelope.Read(utf8);
            id = envelope.Id;
            return Read(body, envelope);
        }
        catch (JsonException fault)
        {
            return Refused("malformed", JsonFault.DescribeSyntax(fault), id);
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader says to an escaped half of a surrogate pair.
            return Refused("malformed", "a text of the event is not valid Unicode", id);
        }
    }

    private static EventReading Read(ReadOnlyMemory<byte> body, in Envelope envelope)
    {
        if (envelope.Problem is { } problem)
            return Refused("malformed", problem, envelope.Id);
        if (EventCatalog.Find(envelope.Type!) is not { } definition)
            return Refused("unknown-type", $"type '{Excerpt.Of(envelope.Type!)}' is not known", envelope.Id);
        if (body.Length > Limits.EventBytes && definition.Subjects != SubjectKinds.Site)
            return Refused("too-large", $"the event has {body.Length} bytes; the limit is {Limits.EventBytes}", envelope.Id);
        var subject = envelope.Subject!;
        if ((subject.Kind & definition.Subjects) == SubjectKinds.None)
            return Refused("invalid-data", $"subject must be {Subject.Pattern(definition.Subjects)} for {definition.Type}", envelope.Id);

        var fields = new DataFields(body.Span, envelope.Data);
        var data = definition.Read(ref fields, subject);
        if (fields.Problem is not null || data is null)
            return Refused("invalid-data", fields.Problem ?? "data cannot be read", envelope.Id);
        var read = new CloudEvent
        {
            Source = envelope.Source!,
            Id = envelope.Id!,
            Type = definition.Type,
            Subject = subject.Text,
            Time = envelope.Time!.Value,
            Data = data,
            Body = body,
            TraceParent = envelope.TraceParent,
        };
        return new EventReading(read, null, read.Id);
    }

    private static EventReading Refused(string type, string detail, string? id) => new(null, new Refusal(type, detail), id);
}
