using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>One call of a method of a model, the same on both protocols.</summary>
/// <param name="Model">Such as <c>mrp.production</c>.</param>
/// <param name="Method">Such as <c>search_read</c>.</param>
public sealed record OdooCall(string Model, string Method)
{
    /// <summary>
    /// The records the method is called on. Null for a model's own method (<c>search_read</c>, <c>create</c>, <c>load</c>,
    /// <c>fields_get</c>), which refuses ids; an empty list for a record method on no record (<c>has_access</c>).
    /// </summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>By name, as Odoo's method names them. Only read here, so one object may serve several calls.</summary>
    public JsonObject Arguments { get; init; } = [];

    /// <summary>Such as <c>{"tz": "UTC"}</c>; null for the user's own.</summary>
    public JsonObject? Context { get; init; }

    public CallSafety Safety { get; init; } = CallSafety.Read;

    /// <summary>Goes along as <c>X-Correlation-Id</c>; null when the call has none.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>W3C trace context the call goes on with; null: that of the caller, if there is one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>For logs and messages: model and method, no value.</summary>
    public override string ToString() => $"{Model}.{Method}";
}
