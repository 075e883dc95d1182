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

    /// <summary>An order that is written to, and its priority as it stands.</summary>
    public sealed record Order(long Id, string Name)
    {
        public required string Priority { get; set; }

        public string Other => Priority == "0" ? "1" : "0";
    }

    /// <summary>Orders that can be written to.</summary>
    public async Task<IReadOnlyList<Order>> OrdersAsync(int count)
    {
        var answer = await odoo.SearchReadAsync(Model, OdooDomain.Of(("state", "=", "confirmed")), ["name", "priority"], "id", limit: count);
        return [.. answer.Require(new OdooCall(Model, "search_read")).EnumerateArray().Select(row => new Order(row.GetProperty("id").GetInt64(), row.GetProperty("name").GetString()!) { Priority = row.GetProperty("priority").GetString()! })];
    }

    /// <summary>Writes a second of the plain loop: each order gets its other priority.</summary>
    public async Task<double> LoopAsync(IReadOnlyList<Order> orders)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var order in orders)
            (await odoo.WriteAsync(Model, [order.Id], new JsonObject { ["priority"] = order.Other })).Require(new OdooCall(Model, "write"));
        var rate = orders.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await TurnedAsync(orders);
        return rate;
    }

    /// <summary>The same writes a second by the writer, from the decision to its confirmation.</summary>
    /// <param name="perCall">Records in one call, at most.</param>
    public async Task<double> WriterAsync(IReadOnlyList<Order> orders, int perCall)
    {
        var started = Stopwatch.GetTimestamp();
        var now = TimeProvider.System.GetUtcNow();
        _round++;
        await store.Intents.AddAsync([.. orders.SelectMany(order => DecisionIntents.Of(odoo.Instance, "load", Decision($"D-{now.UtcTicks}-{order.Id}", now, new DecisionAction
        {
            Kind = ActionKind.Reschedule, Target = "order/" + order.Name, Values = [new ActionValue("priority", order.Other, order.Priority)],
        })))], CancellationToken.None);
        var writer = new OdooWriter(odoo, store.Intents, new OdooWriterOptions { Holder = $"load {_round}", LeaseLife = TimeSpan.FromMilliseconds(1), WritesPerCall = perCall }, TimeProvider.System);
        while ((await store.Intents.BacklogAsync(odoo.Instance, CancellationToken.None)).Waiting > 0)
            await writer.RunOnceAsync(CancellationToken.None);
        var rate = orders.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await TurnedAsync(orders);
        return rate;
    }

    /// <summary>Each order has its other priority now, and Odoo says so too.</summary>
    private async Task TurnedAsync(IReadOnlyList<Order> orders)
    {
        var answer = await odoo.ReadAsync(Model, [.. orders.Select(order => order.Id)], ["priority"]);
        var there = answer.Require(new OdooCall(Model, "read")).EnumerateArray().ToDictionary(row => row.GetProperty("id").GetInt64(), row => row.GetProperty("priority").GetString());
        foreach (var order in orders)
        {
            if (there[order.Id] != order.Other)
                throw new InvalidOperationException($"{order.Name} was not written");
            order.Priority = order.Other;
        }
    }

    public static DecisionView Decision(string id, DateTimeOffset now, params DecisionAction[] actions) => new()
    {
        Id = id, Rule = "load", RulesVersion = "1", Subject = actions[0].Target, Title = id, Text = string.Create(CultureInfo.InvariantCulture, $"Load {id}"), State = DecisionState.Approved,
        Revision = 1, ProposalRevision = 1, Approval = null, Standing = true, Ending = false, Lane = 1, ProposedAt = now, ChangedAt = now, Verdict = null, Reason = null, Event = null,
        Actions = actions, Records = [], Position = 1, AsOf = now,
    };
}
