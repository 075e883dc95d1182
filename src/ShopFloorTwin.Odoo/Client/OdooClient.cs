using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.CircuitBreaker;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>The client of one instance, over the protocol its connection names: paced, patient, and told by two keys.</summary>
public sealed class OdooClient : IOdooClient, IDisposable
{
    private readonly IOdooKeys keys;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly OdooPace pace;
    private readonly OdooHttp http;
    private readonly IOdooWire wire;
    private readonly OdooResilience resilience;
    private readonly OdooProbe probe;
    private readonly Lock gate = new();
    private OdooHealth health = OdooHealth.Good;
    private string? acceptedKey;

    public OdooClient(OdooConnection connection, IOdooKeys keys, TimeProvider time, ILogger? log = null)
        : this(connection, keys, time, OdooHttp.NewHandler(), log)
    {
    }

    internal OdooClient(OdooConnection connection, IOdooKeys keys, TimeProvider time, HttpMessageHandler handler, ILogger? log = null)
    {
        this.keys = keys;
        this.time = time;
        this.log = log ?? NullLogger.Instance;
        Instance = connection.Instance;
        pace = new OdooPace(connection.RatePerSecond, connection.CallsAtOnce, connection.Patience.LongestRetryAfter, time);
        http = new OdooHttp(connection, new HttpMessageInvoker(handler), pace, time);
        wire = connection.Protocol == OdooProtocol.Json2 ? new Json2Wire(connection, http) : new JsonRpcWire(connection, http);
        probe = new OdooProbe(http, connection.Patience);
        resilience = new OdooResilience(connection.Patience, time, () => OdooTelemetry.Retry(Instance));
    }

    public string Instance { get; }

    /// <summary>Whether it answers, by the last call.</summary>
    public OdooHealth Health => Volatile.Read(ref health);

    /// <summary>Callers that wait for their turn.</summary>
    public int Waiting => pace.Waiting;

    /// <summary>The server's version, which needs no key; or what is the trouble.</summary>
    public ValueTask<(OdooVersion? Version, OdooAnswer? Trouble)> VersionAsync(CancellationToken cancellation) => probe.VersionAsync(cancellation);

    /// <summary>Names of the server's databases; empty where it does not tell.</summary>
    public ValueTask<IReadOnlyList<string>> DatabasesAsync(CancellationToken cancellation) => probe.DatabasesAsync(cancellation);

    public async ValueTask<OdooAnswer> CallAsync(OdooCall call, CancellationToken cancellation)
    {
        using var span = OdooTelemetry.Start(Instance, call);
        var from = time.GetTimestamp();
        var answer = await RunAsync(call, cancellation);
        OdooTelemetry.End(span, Instance, call, answer, time.GetElapsedTime(from));
        Note(answer);
        if (!answer.IsDone)
            OdooLog.NotDone(log, Instance, call, answer.Outcome, answer.Message ?? "");
        return answer;
    }

    /// <summary>With no turn, or the breaker open, nothing was sent: that says nothing about Odoo, and is not tried again here.</summary>
    private async ValueTask<OdooAnswer> RunAsync(OdooCall call, CancellationToken cancellation)
    {
        try
        {
            return await resilience.RunAsync(call, token => TryAsync(call, token), cancellation);
        }
        catch (BrokenCircuitException open)
        {
            var reason = Health.Reason ?? "it did not answer";
            return OdooAnswer.NotDone(OdooOutcome.Transient, $"nothing is sent for a while: {reason}") with { RetryAfter = open.RetryAfter };
        }
        catch (OdooBusyException busy)
        {
            return OdooAnswer.NotDone(OdooOutcome.Transient, busy.Message) with { RetryAfter = busy.RetryAfter };
        }
    }

    /// <summary>One try: a key that is refused gives way to the other one. A refused key is a call that was not carried out.</summary>
    private async ValueTask<OdooAnswer> TryAsync(OdooCall call, CancellationToken cancellation)
    {
        var answer = OdooAnswer.NotDone(OdooOutcome.Credentials, "no key is configured, or its file cannot be read");
        var candidates = keys.Current();
        var accepted = Volatile.Read(ref acceptedKey);
        foreach (var key in candidates.OrderByDescending(key => key == accepted))
        {
            answer = await SendAsync(call, key, cancellation);
            if (answer.Outcome != OdooOutcome.Credentials)
            {
                Volatile.Write(ref acceptedKey, key);
                break;
            }
            if (candidates.Count > 1)
                OdooLog.KeyRefused(log, Instance, candidates.TakeWhile(other => other != key).Count() + 1, candidates.Count);
        }
        if (answer.RetryAfter is { } pause)
            pace.Pause(pause);
        return answer;
    }

    private async ValueTask<OdooAnswer> SendAsync(OdooCall call, string key, CancellationToken cancellation)
    {
        try
        {
            var answer = await wire.CallAsync(call, key, cancellation);
            return call.Method == "load" ? OdooLoad.Judge(answer) : answer;
        }
        catch (OdooHttpFault fault)
        {
            return OdooAnswer.NotDone(Outcome(fault), fault.Message);
        }
    }

    private static OdooOutcome Outcome(OdooHttpFault fault) =>
        fault.Error == HttpRequestError.ConfigurationLimitExceeded ? OdooOutcome.Refused
        : fault.Sent ? OdooOutcome.Unknown
        : OdooOutcome.Transient;

    private void Note(OdooAnswer answer)
    {
        var isAway = answer.Outcome.IsOutage() || answer is { Outcome: OdooOutcome.Unknown };
        lock (gate)
        {
            var before = health;
            if (isAway == before.IsAway)
                return;
            OdooTelemetry.IsAway(Instance, isAway);
            health = isAway ? new OdooHealth(time.GetUtcNow(), answer.Outcome, answer.Message) : OdooHealth.Good;
            if (isAway)
                OdooLog.Away(log, Instance, answer.Outcome, answer.Message ?? "");
            else
                OdooLog.Back(log, Instance, (time.GetUtcNow() - before.Since!.Value).TotalSeconds);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        pace.Dispose();
    }
}
