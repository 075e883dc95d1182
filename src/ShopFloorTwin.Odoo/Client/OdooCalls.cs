using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>The methods of Odoo that are called here, by their own names and arguments.</summary>
public static class OdooCalls
{
    /// <summary>Rows as objects; many2one as a bare id; empty is <c>false</c>.</summary>
    /// <param name="domain">A new array for each call, or one that is not changed meanwhile.</param>
    /// <param name="order">Such as <c>write_date asc, id asc</c>; null for the model's own.</param>
    public static ValueTask<OdooAnswer> SearchReadAsync(
        this IOdooClient odoo, string model, JsonArray domain, IEnumerable<string> fields,
        string? order = null, int offset = 0, int? limit = null, JsonObject? context = null, CancellationToken cancellation = default)
    {
        var arguments = new JsonObject { ["domain"] = domain.DeepClone(), ["fields"] = Names(fields), ["load"] = "" };
        if (offset != 0)
            arguments["offset"] = offset;
        if (limit is not null)
            arguments["limit"] = limit;
        if (order is not null)
            arguments["order"] = order;
        return odoo.CallAsync(new OdooCall(model, "search_read") { Arguments = arguments, Context = context }, cancellation);
    }

    /// <summary>Rows as objects, many2one as a bare id. A record that is not there is left out.</summary>
    public static ValueTask<OdooAnswer> ReadAsync(
        this IOdooClient odoo, string model, IReadOnlyList<long> ids, IEnumerable<string> fields, JsonObject? context = null, CancellationToken cancellation = default) =>
        odoo.CallAsync(new OdooCall(model, "read") { Ids = ids, Arguments = new JsonObject { ["fields"] = Names(fields), ["load"] = "" }, Context = context }, cancellation);

    public static ValueTask<OdooAnswer> SearchCountAsync(
        this IOdooClient odoo, string model, JsonArray domain, JsonObject? context = null, CancellationToken cancellation = default) =>
        odoo.CallAsync(new OdooCall(model, "search_count") { Arguments = new JsonObject { ["domain"] = domain.DeepClone() }, Context = context }, cancellation);

    /// <summary>Fields by name, with the attributes asked for.</summary>
    public static ValueTask<OdooAnswer> FieldsGetAsync(
        this IOdooClient odoo, string model, IEnumerable<string> attributes, CancellationToken cancellation = default) =>
        odoo.CallAsync(new OdooCall(model, "fields_get") { Arguments = new JsonObject { ["attributes"] = Names(attributes) } }, cancellation);

    /// <summary>One set of values on all the records.</summary>
    public static ValueTask<OdooAnswer> WriteAsync(
        this IOdooClient odoo, string model, IReadOnlyList<long> ids, JsonObject values, JsonObject? context = null, CancellationToken cancellation = default) =>
        odoo.CallAsync(new OdooCall(model, "write") { Ids = ids, Arguments = new JsonObject { ["vals"] = values.DeepClone() }, Context = context, Safety = CallSafety.Repeatable }, cancellation);

    /// <summary>New records, all or none; the value is their ids. Every call makes new ones.</summary>
    public static ValueTask<OdooAnswer> CreateAsync(
        this IOdooClient odoo, string model, JsonArray values, JsonObject? context = null, CancellationToken cancellation = default) =>
        odoo.CallAsync(new OdooCall(model, "create") { Arguments = new JsonObject { ["vals_list"] = values.DeepClone() }, Context = context, Safety = CallSafety.Once }, cancellation);

    /// <summary>
    /// Rows by external id, all or none; the value is their ids in order. What <c>load</c> refuses inside a 200 is an
    /// outcome here, as any other.
    /// </summary>
    /// <param name="rows">Arrays of cells, in the order of <paramref name="columns"/>.</param>
    /// <param name="origin">Where it stems from: its correlation id and trace go along.</param>
    /// <param name="context">Without <c>tz</c>, datetimes are read in the user's time zone; see <see cref="OdooContexts.InsertIfAbsent"/>.</param>
    public static async ValueTask<OdooAnswer> LoadAsync(
        this IOdooClient odoo, string model, IEnumerable<string> columns, JsonArray rows, JsonObject context, CancellationToken cancellation = default, OdooOrigin origin = default)
    {
        var call = new OdooCall(model, "load")
        {
            Arguments = new JsonObject { ["fields"] = Names(columns), ["data"] = rows.DeepClone() },
            Context = context,
            Safety = CallSafety.Repeatable,
            CorrelationId = origin.CorrelationId,
            TraceParent = origin.TraceParent,
        };
        var answer = await odoo.CallAsync(call, cancellation);
        return answer.IsDone ? answer with { Value = OdooLoad.Ids(answer.Value) } : answer;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];
}

/// <summary>What led to a call.</summary>
/// <param name="CorrelationId">Goes along as <c>X-Correlation-Id</c>.</param>
/// <param name="TraceParent">W3C trace context, goes along as <c>traceparent</c>.</param>
public readonly record struct OdooOrigin(string? CorrelationId, string? TraceParent);

/// <summary>Contexts with a meaning of their own.</summary>
public static class OdooContexts
{
    /// <summary>For <c>load</c>: a record that is there is left as it is, datetimes are UTC.</summary>
    public static JsonObject InsertIfAbsent() => new() { ["mode"] = "update", ["noupdate"] = true, ["tz"] = "UTC" };

    /// <summary>Datetimes are UTC.</summary>
    public static JsonObject Utc() => new() { ["tz"] = "UTC" };
}

/// <summary>A condition of a domain, and the domain of several that must all hold.</summary>
public static class OdooDomain
{
    /// <summary>Every record.</summary>
    public static JsonArray All => [];

    /// <summary>Every record for which all conditions hold.</summary>
    public static JsonArray Of(params ReadOnlySpan<(string Field, string Operator, JsonNode? Value)> conditions)
    {
        var domain = new JsonArray();
        foreach (var (field, op, value) in conditions)
            domain.Add(new JsonArray(field, op, value?.DeepClone()));
        return domain;
    }
}
