using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>Events on their way to a site, in order: immutable. Between silos they travel as they came in, and are read anew.</summary>
[Immutable, Alias("shopfloortwin.event-batch")]
public sealed class EventBatch(IReadOnlyList<CloudEvent> events)
{
    /// <summary>The events, in order.</summary>
    public IReadOnlyList<CloudEvent> Events { get; } = events;
}

/// <summary>Events on their way between silos.</summary>
[GenerateSerializer, Alias("shopfloortwin.events")]
public struct EventBatchWire
{
    /// <summary>Each event whole, UTF-8 JSON.</summary>
    [Id(0)] public byte[][] Bodies;

    /// <summary>Each event's trace context, where the request brought one that is not in its body.</summary>
    [Id(1)] public string?[] TraceParents;
}

/// <summary>Takes events apart when they leave the silo.</summary>
[RegisterConverter]
public sealed class EventBatchConverter : IConverter<EventBatch, EventBatchWire>
{
    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A body is no event to this version.</exception>
    public EventBatch ConvertFromSurrogate(in EventBatchWire surrogate)
    {
        var events = new CloudEvent[surrogate.Bodies.Length];
        for (var i = 0; i < events.Length; i++)
        {
            var reading = EventReader.Read(surrogate.Bodies[i]);
            var read = reading.Event ?? throw new InvalidDataException($"Event {i} of a batch from another silo cannot be read: {reading.Refusal?.Detail}");
            events[i] = surrogate.TraceParents[i] is { } parent ? read with { TraceParent = parent } : read;
        }
        return new EventBatch(events);
    }

    /// <inheritdoc/>
    public EventBatchWire ConvertToSurrogate(in EventBatch value) => new()
    {
        Bodies = [.. value.Events.Select(one => one.Body.ToArray())],
        TraceParents = [.. value.Events.Select(one => one.TraceParent)],
    };
}
