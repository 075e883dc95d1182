using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>Spans and metrics of the calls; described in docs/telemetry.md. Tags are names and outcomes, never values, words or keys.</summary>
internal static class OdooTelemetry
{
    /// <summary>The product's one source and meter name.</summary>
    private const string Name = "ShopFloorTwin";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("twin.odoo.calls", "{call}", "Calls by outcome, after their retries");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("twin.odoo.retries", "{try}", "Tries after the first");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("twin.odoo.call.duration", "ms", "From the call to its answer, waits and retries included");
    private static readonly UpDownCounter<long> Away = Meter.CreateUpDownCounter<long>("twin.odoo.away", "{instance}", "1 while an instance does not answer");

    /// <summary>While it is open the handler sends its context along. A call with a context of its own carries that on, also where nobody listens to spans.</summary>
    public static Activity? Start(string instance, OdooCall call)
    {
        const string name = "twin.odoo.call";
        var span = call.TraceParent is { } parent
            ? Source.StartActivity(name, ActivityKind.Client, parent) ?? new Activity(name).SetParentId(parent).Start()
            : Source.StartActivity(name, ActivityKind.Client);
        span?.SetTag("odoo.instance", instance).SetTag("odoo.model", call.Model).SetTag("odoo.method", call.Method);
        return span;
    }

    public static void End(Activity? span, string instance, OdooCall call, OdooAnswer answer, TimeSpan took)
    {
        span?.SetTag("odoo.outcome", Word(answer.Outcome));
        if (!answer.IsDone)
            span?.SetStatus(ActivityStatusCode.Error);
        Calls.Add(1, new("instance", instance), new("model", call.Model), new("method", call.Method), new("outcome", Word(answer.Outcome)));
        Duration.Record(took.TotalMilliseconds, new("instance", instance), new KeyValuePair<string, object?>("method", call.Method));
    }

    public static void Retry(string instance) => Retries.Add(1, new KeyValuePair<string, object?>("instance", instance));

    public static void IsAway(string instance, bool away) => Away.Add(away ? 1 : -1, new KeyValuePair<string, object?>("instance", instance));

    /// <summary>As it stands in tags: <c>unknown</c>, <c>refused</c>.</summary>
    private static string Word(OdooOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
