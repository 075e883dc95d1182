using System.Text.Json;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Plant;

/// <summary>A manufacturing order as the plant document and <c>order.released.v1</c> carry it.</summary>
public sealed record OrderSpec
{
    public required string Id { get; init; }
    public required string Product { get; init; }
    public required double Quantity { get; init; }
    public OrderState State { get; init; } = OrderState.Confirmed;

    /// <summary>0 normal, 1 urgent (Odoo), up to 9.</summary>
    public int Priority { get; init; }
    public string? Customer { get; init; }
    public double? Value { get; init; }
    public DateTimeOffset? Due { get; init; }
    public DateTimeOffset? PlannedStart { get; init; }
    public DateTimeOffset? PlannedFinish { get; init; }

    /// <summary>Left out: the product's routing gives them.</summary>
    public IReadOnlyList<OperationSpec>? Operations { get; init; }

    /// <summary>Left out: the product's bill of materials gives them.</summary>
    public IReadOnlyList<OrderComponentSpec>? Components { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>One operation of an order.</summary>
public sealed record OperationSpec
{
    public required string Operation { get; init; }
    public string? Name { get; init; }

    /// <summary>Left out: the routing step of the same operation gives it.</summary>
    public string? WorkCenter { get; init; }
    public OperationState State { get; init; } = OperationState.Pending;

    /// <summary>Planned minutes for the whole order quantity, at efficiency 1; left out: set-up plus minutes per unit of the routing.</summary>
    public double? PlannedMinutes { get; init; }
    public double WorkedMinutes { get; init; }

    /// <summary>Good units so far.</summary>
    public double Done { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public IReadOnlyList<string>? After { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>A component an order needs in all, and what it has consumed of it.</summary>
public sealed record OrderComponentSpec
{
    public required string Product { get; init; }
    public required double Quantity { get; init; }
    public double Consumed { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}
