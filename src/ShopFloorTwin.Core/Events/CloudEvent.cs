namespace ShopFloorTwin.Core.Events;

/// <summary>One CloudEvents 1.0 event, as accepted. <see cref="Source"/> and <see cref="Id"/> together are its identity.</summary>
public sealed record CloudEvent
{
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required string Type { get; init; }

    /// <summary>The entity, as <c>work-center/WC-MILL</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The event's <c>data</c>, parsed; one of the records of <see cref="EventData"/>.</summary>
    public required EventData Data { get; init; }

    /// <summary>The whole event as it came, UTF-8 JSON, unknown fields included. This is what the journal keeps.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>W3C trace context of the event, from its extension attribute or the request that brought it.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>An accepted event at its place in a site's journal.</summary>
/// <param name="Position">Place in the site's journal, from 1, without gaps.</param>
/// <param name="RecordedAt">When it was accepted, by the site's clock.</param>
/// <param name="Event">The event.</param>
public sealed record SiteRecord(long Position, DateTimeOffset RecordedAt, CloudEvent Event);

/// <summary>Names an event as the root of a cause.</summary>
/// <param name="Id">The CloudEvent id.</param>
/// <param name="Time">When it happened.</param>
public sealed record EventRef(string Id, DateTimeOffset Time);
