using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ShopFloorTwin.Engine.Live;

/// <summary>The gauges of all sites that are live in the process: instruments live as long as the meter, sites do not.</summary>
internal static class LiveGauges
{
    private static readonly ConcurrentDictionary<LiveSite, bool> Sites = new();

    static LiveGauges()
    {
        Telemetry.Meter.CreateObservableGauge("twin.queue.length", () => Observe(site => site.QueuedEvents), "{event}");
        Telemetry.Meter.CreateObservableGauge("twin.position", () => Observe(site => site.JournalPosition));
    }

    public static void Add(LiveSite site) => Sites.TryAdd(site, true);

    public static void Remove(LiveSite site) => Sites.TryRemove(site, out _);

    private static IEnumerable<Measurement<long>> Observe(Func<LiveSite, long> value) =>
        Sites.Keys.Where(site => site.JournalPosition > 0).Select(site => new Measurement<long>(value(site), Telemetry.SiteTag(site.Site)));
}
