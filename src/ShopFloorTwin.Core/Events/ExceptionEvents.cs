using System.Text.Json;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads and writes what the product raises for a person to look at.</summary>
internal static class ExceptionEvents
{
    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.ExceptionRaised, SubjectKinds.Exception, Raised),
        new(EventTypes.ExceptionCleared, SubjectKinds.Exception, Cleared),
    ];

    public static void Write(Utf8JsonWriter json, EventData data)
    {
        json.WriteStartObject();
        if (data is ExceptionRaisedData raised)
        {
            json.WriteString("kind", raised.Kind);
            json.WriteString("about", raised.About);
            json.WriteString("text", raised.Text);
            if (raised.Owner is not null)
                json.WriteString("owner", raised.Owner);
            json.WriteNumber("priority", raised.Priority);
        }
        else if (data is ExceptionClearedData { Reason: { } reason })
            json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    private static ExceptionRaisedData Raised(ref DataFields data, Subject subject)
    {
        string? kind = null, about = null, text = null, owner = null;
        double? priority = null;
        while (data.Next())
        {
            if (data.Is("kind"u8))
                kind = data.Id("kind");
            else if (data.Is("about"u8))
                about = data.Text("about");
            else if (data.Is("text"u8))
                text = data.Text("text");
            else if (data.Is("owner"u8))
                owner = data.Id("owner");
            else if (data.Is("priority"u8))
                priority = data.Quantity("priority");
        }
        data.Require(kind is not null, "kind");
        data.Require(about is not null, "about");
        data.Require(text is not null, "text");
        return new ExceptionRaisedData(kind ?? "", about ?? "", text ?? "", owner, (int)(priority ?? 1)) { Entity = subject.Entity };
    }

    private static ExceptionClearedData Cleared(ref DataFields data, Subject subject)
    {
        string? reason = null;
        while (data.Next())
        {
            if (data.Is("reason"u8))
                reason = data.Text("reason");
        }
        return new ExceptionClearedData(reason) { Entity = subject.Entity };
    }
}
