using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Api.Events;

/// <summary>What became of a body of events. What is accepted is durable.</summary>
/// <param name="Accepted">How many are new in the journal.</param>
/// <param name="Duplicates">How many the journal held before.</param>
/// <param name="Rejected">Those refused; they are kept in the quarantine.</param>
/// <param name="Position">Of the journal after them.</param>
public sealed record EventsAnswer(int Accepted, int Duplicates, IReadOnlyList<RejectedEvent> Rejected, long Position);

/// <summary>A refused event.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
/// <param name="Id">Its id, where one could be read.</param>
/// <param name="Type">Why: the stable name.</param>
/// <param name="Detail">Why: a sentence that names the path and the mend.</param>
public sealed record RejectedEvent(int Index, string? Id, string Type, string Detail);

/// <summary>A CloudEvents 1.0 event in JSON, as the OpenAPI document shows it. Other attributes are kept.</summary>
public sealed record EventDocument
{
    /// <summary><c>1.0</c>.</summary>
    [JsonPropertyName("specversion")] public required string SpecVersion { get; init; }

    /// <summary>With the source the event's identity.</summary>
    public required string Id { get; init; }
    public required string Source { get; init; }

    /// <summary>As <c>machine.state.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>As <c>work-center/WC-MILL</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>By its type.</summary>
    public JsonElement? Data { get; init; }
}
