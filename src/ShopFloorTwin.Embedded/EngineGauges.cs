using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Embedded;

/// <summary>The gauges of all engines of the process: instruments live as long as the meter, engines do not.</summary>
internal static class EngineGauges
{
    private static readonly ConcurrentDictionary<EmbeddedEngine, bool> Engines = new();

    static EngineGauges()
    {
        Telemetry.Meter.CreateObservableGauge("twin.queue.length", () => Observe(site => site.QueuedEvents), "{event}");
        Telemetry.Meter.CreateObservableGauge("twin.position", () => Observe(site => site.JournalPosition));
    }

    public static void Add(EmbeddedEngine engine) => Engines.TryAdd(engine, true);

    public static void Remove(EmbeddedEngine engine) => Engines.TryRemove(engine, out _);

    private static IEnumerable<Measurement<long>> Observe(Func<EmbeddedSite, long> value) =>
        Engines.Keys.SelectMany(engine => engine.Open).Select(site => new Measurement<long>(value(site), Telemetry.SiteTag(site.Site)));
}
