using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Plant;

/// <summary>
/// The canonical picture of a site without an ERP, schema <c>shopfloortwin/plant/v1</c>.
/// Unknown fields are kept in <c>Extra</c> and written back.
/// </summary>
public sealed record PlantDocument
{
    /// <summary>The only schema name this product reads and writes.</summary>
    public const string SchemaName = "shopfloortwin/plant/v1";

    public string Schema { get; init; } = SchemaName;
    public required string Site { get; init; }
    public string? Name { get; init; }

    /// <summary>IANA time zone of the calendars' local times.</summary>
    public string TimeZone { get; init; } = "UTC";
    public string Currency { get; init; } = "EUR";

    /// <summary>The moment the picture was taken; stock levels and progress are as of then.</summary>
    public DateTimeOffset? AsOf { get; init; }
    public IReadOnlyList<CalendarSpec> Calendars { get; init; } = [];
    public IReadOnlyList<WorkCenterSpec> WorkCenters { get; init; } = [];
    public IReadOnlyList<SupplierSpec> Suppliers { get; init; } = [];
    public IReadOnlyList<ProductSpec> Products { get; init; } = [];
    public IReadOnlyList<StockSpec> Stock { get; init; } = [];
    public IReadOnlyList<PurchaseOrderSpec> PurchaseOrders { get; init; } = [];
    public IReadOnlyList<OrderSpec> Orders { get; init; } = [];
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>A purchased or made article: its bill of materials, routing, or supplier.</summary>
public sealed record ProductSpec
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Unit { get; init; }

    /// <summary>Standard cost per unit, in the site's currency.</summary>
    public double? Cost { get; init; }
    public IReadOnlyList<BomLineSpec> Bom { get; init; } = [];
    public IReadOnlyList<RoutingStepSpec> Routing { get; init; } = [];
    public string? Supplier { get; init; }

    /// <summary>Days from ordering to delivery when nothing is on order yet.</summary>
    public double? LeadTimeDays { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>One bill-of-materials line: <c>Quantity</c> of a component per unit of the product.</summary>
public sealed record BomLineSpec
{
    public required string Component { get; init; }
    public required double Quantity { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>One step of a product's routing. Minutes are at efficiency 1.</summary>
public sealed record RoutingStepSpec
{
    public required string Operation { get; init; }
    public string? Name { get; init; }
    public required string WorkCenter { get; init; }
    public double SetupMinutes { get; init; }
    public double MinutesPerUnit { get; init; }

    /// <summary>Operations that must be done before; left out: the step listed before; empty: none.</summary>
    public IReadOnlyList<string>? After { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>Stock of a product at the document's <c>asOf</c>; what is held is part of what is on hand.</summary>
public sealed record StockSpec
{
    public required string Product { get; init; }
    public double OnHand { get; init; }
    public double OnHold { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>A supplier.</summary>
public sealed record SupplierSpec
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>A purchase order with its lines.</summary>
public sealed record PurchaseOrderSpec
{
    public required string Id { get; init; }
    public required string Supplier { get; init; }
    public IReadOnlyList<PurchaseOrderLineSpec> Lines { get; init; } = [];
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>A purchase order line; open is <c>quantity - received</c>.</summary>
public sealed record PurchaseOrderLineSpec
{
    public required string Line { get; init; }
    public required string Product { get; init; }
    public required double Quantity { get; init; }
    public double Received { get; init; }

    /// <summary>The promised arrival.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The arrival the supplier last confirmed.</summary>
    public DateTimeOffset? Confirmed { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}
