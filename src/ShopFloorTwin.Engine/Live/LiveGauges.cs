using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ShopFloorTwin.Engine.Pictures;

namespace ShopFloorTwin.Engine.Live;

/// <summary>All sites that are live in the process: their gauges, for instruments live as long as the meter and sites do not, and whether they rest.</summary>
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

    /// <summary>Positions of all of them together, while nothing is taken, forecast, searched for or asked of any; null: something is.</summary>
    public static long? RestAt() =>
        Sites.Keys.All(site => site.IsIdle) && !IdleSearch.IsUnderWay && !SuggestionSearch.IsAsked && !WhatIfs.AreAsked && !Studies.AreAsked
            ? Sites.Keys.Sum(site => site.JournalPosition)
            : null;

    private static IEnumerable<Measurement<long>> Observe(Func<LiveSite, long> value) =>
        Sites.Keys.Where(site => site.JournalPosition > 0).Select(site => new Measurement<long>(value(site), Telemetry.SiteTag(site.Site)));
}
