using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>What the simulated site reports, as any source would: written, and read again as the intake does.</summary>
internal sealed class EventStream(string source, DateTimeOffset start)
{
    private readonly Queue<CloudEvent> _said = new();
    private int _count;

    /// <summary>The next that was said, in the order they happened.</summary>
    public bool TryTake([NotNullWhen(true)] out CloudEvent? next) => _said.TryDequeue(out next);

    /// <summary>The moment so many minutes after the start, to the millisecond.</summary>
    public DateTimeOffset At(double minutes) => start.AddTicks((long)Math.Round(minutes * 60_000) * TimeSpan.TicksPerMillisecond);

    public void Say(double minutes, EventData data)
    {
        var id = (++_count).ToString("sim-00000000", CultureInfo.InvariantCulture);
        var reading = EventReader.Read(EventWriter.Write(source, id, At(minutes), data));
        _said.Enqueue(reading.Event ?? throw new InvalidOperationException($"A simulated event is refused: {reading.Refusal!.Detail}"));
    }
}
