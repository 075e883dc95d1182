namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>What goes wrong with a call.</summary>
public abstract record PeerFault
{
    /// <summary>Carried out and committed; the connection is cut without a byte of answer.</summary>
    public sealed record LoseReply : PeerFault;

    /// <summary>The connection is cut before anything is done.</summary>
    public sealed record Cut : PeerFault;

    /// <summary>Carried out and committed; the answer ends in its middle.</summary>
    public sealed record HalfBody : PeerFault;

    /// <summary>Carried out after this time on the peer's clock.</summary>
    public sealed record Slow(TimeSpan For) : PeerFault;

    /// <summary>Waits until released, before it is carried out.</summary>
    public sealed record Hold(Task Until) : PeerFault;

    /// <summary>Carried out and committed; the answer waits until released.</summary>
    public sealed record HoldReply(Task Until) : PeerFault;

    /// <summary>Odoo raises this, with a traceback in <c>debug</c>; nothing is done.</summary>
    public sealed record Raise(PeerError Error) : PeerFault;

    /// <summary>An answer that is not Odoo's, such as a proxy's; nothing is done.</summary>
    public sealed record Page(int Status, string Body = "<html>nothing here</html>", string? RetryAfter = null) : PeerFault;

    /// <summary>The HTML 404 of a wrong database or a PostgreSQL that is down (JSON-2), its OperationalError (JSON-RPC).</summary>
    public sealed record NoDatabase : PeerFault;

    /// <summary>A <c>load</c> loses a race: rolled back, told in a message inside the 200.</summary>
    public sealed record LoseRace : PeerFault;

    public static PeerFault TooMany(string retryAfter) => new Page(429, "too many requests", retryAfter);

    public static PeerFault Traceback() => new Raise(new PeerError("builtins.KeyError", "'oops'", 500));
}

/// <summary>Faults on command: the first that fits a call is taken, as often as it was asked for.</summary>
public sealed class PeerFaults
{
    private readonly Lock gate = new();
    private readonly List<Planned> planned = [];

    /// <summary>For the next <paramref name="times"/> calls that fit.</summary>
    public void Next(PeerFault fault, string? model = null, string? method = null, int times = 1)
    {
        lock (gate)
            planned.Add(new Planned(call => (model is null || call.Model == model) && (method is null || call.Method == method), fault) { Left = times });
    }

    /// <summary>Until <see cref="Clear"/>.</summary>
    public void Always(PeerFault fault, string? model = null, string? method = null) => Next(fault, model, method, int.MaxValue);

    /// <summary>Decided call by call; null is none.</summary>
    public void Each(Func<(string Model, string Method), PeerFault?> choose)
    {
        lock (gate)
            planned.Add(new Planned(call => choose(call) is not null, null) { Left = int.MaxValue, Choose = choose });
    }

    public void Clear()
    {
        lock (gate)
            planned.Clear();
    }

    internal PeerFault? Take(string model, string method)
    {
        lock (gate)
        {
            foreach (var plan in planned)
            {
                var fault = plan.Choose is { } choose ? choose((model, method)) : plan.Fits((model, method)) ? plan.Fault : null;
                if (fault is null)
                    continue;
                if (--plan.Left == 0)
                    planned.Remove(plan);
                return fault;
            }
            return null;
        }
    }

    private sealed record Planned(Func<(string Model, string Method), bool> Fits, PeerFault? Fault)
    {
        public int Left { get; set; }
        public Func<(string Model, string Method), PeerFault?>? Choose { get; init; }
    }
}
