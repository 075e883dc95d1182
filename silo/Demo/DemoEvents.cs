using System.Globalization;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>Makes the demonstration's events on the way every event takes: written as JSON, and read back.</summary>
internal static class DemoEvents
{
    private const string Source = "/demo/feed";

    /// <param name="id">Unique over restarts.</param>
    /// <param name="time">When it happens.</param>
    /// <param name="data">What happens.</param>
    /// <exception cref="InvalidOperationException">The product does not read what it wrote.</exception>
    public static CloudEvent Of(string id, DateTimeOffset time, EventData data)
    {
        var reading = EventReader.Read(EventWriter.Write(Source, id, time, data));
        return reading.Event ?? throw new InvalidOperationException($"The demonstration wrote an event that is refused: {reading.Refusal?.Detail}");
    }

    /// <summary>With an id of what it is about, when, and a number within that moment.</summary>
    public static CloudEvent Of(DateTimeOffset time, int number, EventData data) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"{data.Entity}-{time.UtcDateTime:yyyyMMddHHmmssfff}-{number}"), time, data);
}
