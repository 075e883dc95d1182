using System.Globalization;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>What the simulated site reports, as any source would: written, and read again as the intake does.</summary>
internal sealed class EventStream(string source, DateTimeOffset start)
{
    private readonly List<CloudEvent> _events = [];

    /// <summary>In the order they happened.</summary>
    public IReadOnlyList<CloudEvent> Events => _events;

    /// <summary>The moment so many minutes after the start, to the millisecond.</summary>
    public DateTimeOffset At(double minutes) => start.AddTicks((long)Math.Round(minutes * 60_000) * TimeSpan.TicksPerMillisecond);

    public void Say(double minutes, EventData data)
    {
        var id = (_events.Count + 1).ToString("sim-00000000", CultureInfo.InvariantCulture);
        var reading = EventReader.Read(EventWriter.Write(source, id, At(minutes), data));
        _events.Add(reading.Event ?? throw new InvalidOperationException($"A simulated event is refused: {reading.Refusal!.Detail}"));
    }
}
