using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>
/// Makes the events a reading tells. An id follows from the record, its <c>write_date</c> and what is told of it, so that
/// what is read again is told again under the same id, and the journal takes it once.
/// </summary>
internal sealed class OdooEvent(string instance)
{
    /// <summary>Source of all events of an instance.</summary>
    public string Source { get; } = $"odoo/{instance}";

    /// <param name="model">Of the record.</param>
    /// <param name="id">Of the record.</param>
    /// <param name="writtenAt">Its <c>write_date</c>; null when it has none.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="data">What is told.</param>
    public CloudEvent Make(string model, long id, DateTimeOffset? writtenAt, DateTimeOffset time, EventData data)
    {
        // The fingerprint is of the data alone: the same change observed twice has the same id, whenever it was observed.
        var content = Fingerprint.Of(EventWriter.Write(Source, "", DateTimeOffset.UnixEpoch, data));
        var written = writtenAt is { } at ? OdooTime.Write(at) : "";
        return Read(EventWriter.Write(Source, $"{model},{id}:{written}:{content}", time, data));
    }

    /// <param name="name">The whole id, where it follows from less than the content.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="data">What is told.</param>
    public CloudEvent Named(string name, DateTimeOffset time, EventData data) => Read(EventWriter.Write(Source, name, time, data));

    private static CloudEvent Read(byte[] body)
    {
        var reading = EventReader.Read(body);
        return reading.Event ?? throw new InvalidOperationException($"an event made of Odoo's rows cannot be read: {reading.Refusal!.Detail}");
    }
}
