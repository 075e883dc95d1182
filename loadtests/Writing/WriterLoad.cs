using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>The same writes to an Odoo twice: by a plain loop of single calls, and by the writer with all its marks and looks.</summary>
internal sealed class WriterLoad(IOdooClient odoo, IStore store)
{
    private const string Model = "mrp.production";
    private int _round;

    /// <summary>Orders that can be written to, by name, with their priority.</summary>
    public async Task<IReadOnlyList<(long Id, string Name, string Priority)>> OrdersAsync(int count)
    {
        var answer = await odoo.SearchReadAsync(Model, OdooDomain.Of(("state", "=", "confirmed")), ["name", "priority"], "id", limit: count);
        return [.. answer.Require(new OdooCall(Model, "search_read")).EnumerateArray().Select(row =>
            (row.GetProperty("id").GetInt64(), row.GetProperty("name").GetString()!, row.GetProperty("priority").GetString()!))];
    }

    /// <summary>Writes a second of the plain loop.</summary>
    public async Task<double> LoopAsync(IReadOnlyList<(long Id, string Name, string Priority)> orders)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var (id, _, priority) in orders)
            (await odoo.WriteAsync(Model, [id], new JsonObject { ["priority"] = Other(priority) })).Require(new OdooCall(Model, "write"));
        return orders.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Writes a second of the writer, from the decision to its confirmation; the values go back to what they were.</summary>
    public async Task<double> WriterAsync(IReadOnlyList<(long Id, string Name, string Priority)> orders)
    {
        var started = Stopwatch.GetTimestamp();
        var now = TimeProvider.System.GetUtcNow();
        _round++;
        await store.Intents.AddAsync([.. orders.SelectMany(order => DecisionIntents.Of(odoo.Instance, "load", Decision($"D-{now.UtcTicks}-{order.Id}", now, new DecisionAction
        {
            Kind = ActionKind.Reschedule, Target = "order/" + order.Name, Values = [new ActionValue("priority", order.Priority, Other(order.Priority))],
        })))], CancellationToken.None);
        var writer = new OdooWriter(odoo, store.Intents, new OdooWriterOptions { Holder = $"load {_round}", LeaseLife = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
        while ((await store.Intents.BacklogAsync(odoo.Instance, CancellationToken.None)).Waiting > 0)
            await writer.RunOnceAsync(CancellationToken.None);
        return orders.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static DecisionView Decision(string id, DateTimeOffset now, params DecisionAction[] actions) => new()
    {
        Id = id, Rule = "load", RulesVersion = "1", Subject = actions[0].Target, Title = id, Text = string.Create(CultureInfo.InvariantCulture, $"Load {id}"), State = DecisionState.Approved,
        Revision = 1, ProposalRevision = 1, Approval = null, Standing = true, Ending = false, Lane = 1, ProposedAt = now, ChangedAt = now, Verdict = null, Reason = null, Event = null,
        Actions = actions, Records = [], Position = 1, AsOf = now,
    };

    private static string Other(string priority) => priority == "0" ? "1" : "0";
}
