using System.Diagnostics;
using System.Diagnostics.Metrics;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Engine;

/// <summary>
/// Traces and metrics of the product, under the one name <c>ShopFloorTwin</c>. Costs next to nothing while nobody listens.
/// <list type="table">
/// <item><term>span <c>twin.accept</c></term><description>a request's events from check to durable answer; child of the HTTP request, or of the first event's <c>traceparent</c>; links the others'</description></item>
/// <item><term>span <c>twin.commit</c></term><description>one journal transaction; child of the first request's accept, links the others</description></item>
/// <item><term>span <c>twin.fold</c></term><description>the twins after it; likewise</description></item>
/// <item><term>span <c>twin.forecast</c></term><description>the forecast that first shows the events; likewise</description></item>
/// <item><term>counters <c>twin.events.accepted</c> <c>.duplicate</c> <c>.refused</c></term><description>events, by site</description></item>
/// <item><term>histogram <c>twin.commit.duration</c> (ms), <c>twin.commit.size</c> (events)</term><description>journal transactions, by site</description></item>
/// <item><term>histogram <c>twin.forecast.duration</c> (ms)</term><description>forecasts, by site</description></item>
/// <item><term>histogram <c>twin.visible.latency</c> (ms)</term><description>from a request's arrival at the site to the picture that shows it</description></item>
/// <item><term>histogram <c>twin.suggestions.idle.duration</c> (ms), counters <c>.tried</c> <c>.found</c> <c>.answers</c></term><description>searches for suggestions while a site is idle, by site</description></item>
/// <item><term>gauges <c>twin.queue.length</c> (events), <c>twin.position</c></term><description>by site</description></item>
/// </list>
/// </summary>
public static class Telemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "ShopFloorTwin";

    public static ActivitySource Source { get; } = new(Name);
    public static Meter Meter { get; } = new(Name);
    public static Counter<long> Accepted { get; } = Meter.CreateCounter<long>("twin.events.accepted", "{event}");
    public static Counter<long> Duplicate { get; } = Meter.CreateCounter<long>("twin.events.duplicate", "{event}");
    public static Counter<long> Refused { get; } = Meter.CreateCounter<long>("twin.events.refused", "{event}");
    public static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>("twin.commit.duration", "ms");
    public static Histogram<long> CommitSize { get; } = Meter.CreateHistogram<long>("twin.commit.size", "{event}");
    public static Histogram<double> ForecastDuration { get; } = Meter.CreateHistogram<double>("twin.forecast.duration", "ms");
    public static Histogram<double> IdleSearchDuration { get; } = Meter.CreateHistogram<double>("twin.suggestions.idle.duration", "ms");
    public static Counter<long> IdleSearchTried { get; } = Meter.CreateCounter<long>("twin.suggestions.idle.tried", "{change}");
    public static Counter<long> IdleSearchAnswers { get; } = Meter.CreateCounter<long>("twin.suggestions.idle.answers", "{answer}");
    public static Counter<long> IdleSearchFound { get; } = Meter.CreateCounter<long>("twin.suggestions.idle.found", "{suggestion}");
    public static Histogram<double> VisibleLatency { get; } = Meter.CreateHistogram<double>("twin.visible.latency", "ms");

    public static KeyValuePair<string, object?> SiteTag(string site) => new("site", site);

    /// <summary>The span of a request: below the caller's span, or below the trace its first event carries.</summary>
    public static Activity? StartAccept(string site, IReadOnlyList<CloudEvent> events)
    {
        if (!Source.HasListeners())
            return null;
        var carried = new List<ActivityContext>();
        for (var i = 0; i < events.Count && carried.Count < Limits.SpanLinks; i++)
        {
            if (events[i].TraceParent is { } parent && ActivityContext.TryParse(parent, null, isRemote: true, out var context) && !carried.Contains(context))
                carried.Add(context);
        }
        var above = Activity.Current?.Context ?? carried.FirstOrDefault();
        return Start("twin.accept", site, above, carried.Where(context => context.TraceId != above.TraceId));
    }

    /// <summary>A span below the first of the contexts, linked to the rest.</summary>
    public static Activity? StartBelow(string name, string site, IReadOnlyList<ActivityContext> causes) =>
        Source.HasListeners() ? Start(name, site, causes.Count > 0 ? causes[0] : default, causes.Skip(1).Take(Limits.SpanLinks)) : null;

    private static Activity? Start(string name, string site, ActivityContext parent, IEnumerable<ActivityContext> links) =>
        Source.StartActivity(name, ActivityKind.Internal, parent, [SiteTag(site)], links.Select(context => new ActivityLink(context)));
}
