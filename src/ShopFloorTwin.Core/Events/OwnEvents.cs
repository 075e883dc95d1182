namespace ShopFloorTwin.Core.Events;

/// <summary>
/// The events only the product itself says: its decisions and exceptions. From outside they are refused, and so is the source
/// they carry, so that nobody can take an identity that a decision will need.
/// </summary>
public static class OwnEvents
{
    /// <summary>Source of every decision's and exception's event.</summary>
    public const string Source = "urn:shopfloortwin:decisions";

    /// <summary>Null when an event from outside may be taken.</summary>
    public static Refusal? Check(CloudEvent candidate) =>
        candidate.Data is DecisionProposedData or DecisionWordData or ExceptionRaisedData or ExceptionClearedData
            ? new Refusal("reserved-type", $"type {candidate.Type} is said by the twin itself; decide with POST …/decisions/{{id}}/approve or /reject")
        : string.Equals(candidate.Source, Source, StringComparison.Ordinal)
            ? new Refusal("reserved-source", $"source {Source} is the twin's own: send another one")
        : null;

    /// <summary>An event of the product, as it goes into the journal.</summary>
    /// <param name="id">Stable: the same word on the same revision has the same id.</param>
    /// <param name="time">By the site's clock.</param>
    /// <param name="data">What is said.</param>
    /// <param name="traceParent">W3C trace context to carry on.</param>
    public static CloudEvent Make(string id, DateTimeOffset time, EventData data, string? traceParent = null)
    {
        var (type, kind) = EventWriter.NameOf(data);
        return new CloudEvent
        {
            Source = Source,
            Id = id,
            Type = type,
            Subject = Subject.Of(kind, data.Entity),
            Time = time,
            Data = data,
            Body = EventWriter.Write(Source, id, time, data, traceParent),
            TraceParent = traceParent,
        };
    }

    /// <summary>The event of a decision's proposal or word.</summary>
    public static CloudEvent Make(DateTimeOffset time, EventData data, string? traceParent = null) => Make(
        data switch
        {
            DecisionProposedData said => $"{said.Entity}/proposed/{said.Proposal.Revision}",
            DecisionWordData said => $"{said.Entity}/{said.Word.ToString().ToLowerInvariant()}/{said.Revision}",
            _ => $"{data.Entity}/{EventWriter.NameOf(data).Type}/{time.UtcTicks}",
        }, time, data, traceParent);
}
