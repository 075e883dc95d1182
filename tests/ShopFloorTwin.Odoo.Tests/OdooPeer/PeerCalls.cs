using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>One call that arrived.</summary>
/// <param name="Rows">Records that were returned, written, created or loaded.</param>
/// <param name="Error">Python name of the error it got, or the fault that was commanded; null when it was answered.</param>
public sealed record PeerCall(
    DateTimeOffset At, string Protocol, string Model, string Method, JsonObject Arguments, int Rows, string? Error,
    string User, string? TraceParent, string? CorrelationId);

/// <summary>Every call that arrived, in order, for asserting rates and rows.</summary>
public sealed class PeerCalls
{
    private readonly Lock gate = new();
    private readonly List<PeerCall> calls = [];

    public void Add(PeerCall call)
    {
        lock (gate)
            calls.Add(call);
    }

    public IReadOnlyList<PeerCall> All
    {
        get
        {
            lock (gate)
                return [.. calls];
        }
    }

    public IReadOnlyList<PeerCall> Of(string model, string method) => [.. All.Where(call => call.Model == model && call.Method == method)];

    public int RowsOf(string model) => All.Where(call => call.Model == model).Sum(call => call.Rows);

    public void Clear()
    {
        lock (gate)
            calls.Clear();
    }

    /// <summary>The most calls that began within any one second.</summary>
    public int MostInOneSecond()
    {
        var times = All.Select(call => call.At).Order().ToList();
        return times.Select((from, i) => times.Skip(i).TakeWhile(at => at < from + TimeSpan.FromSeconds(1)).Count()).DefaultIfEmpty(0).Max();
    }
}
