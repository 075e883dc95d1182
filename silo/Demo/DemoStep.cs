using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>One step of the feed: what it sees, how much time has passed, and what it has to say so far.</summary>
internal sealed class DemoStep(DemoFloor floor, DateTimeOffset now, TimeSpan elapsed, Random random)
{
    private readonly List<CloudEvent> _events = [];

    public DemoFloor Floor { get; } = floor;
    public DateTimeOffset Now { get; } = now;
    public TimeSpan Elapsed { get; } = elapsed;
    public Random Random { get; } = random;
    public IReadOnlyList<CloudEvent> Events => _events;

    public void Say(EventData data) => _events.Add(DemoEvents.Of(Now, _events.Count, data));

    /// <summary>Whether something happened in this step that happens once in a while, whenever the last time was.</summary>
    public bool Happens(TimeSpan meanTimeBetween) => Random.NextDouble() < 1 - Math.Exp(-Elapsed / meanTimeBetween);
}
