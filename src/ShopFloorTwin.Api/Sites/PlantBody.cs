using System.Text.Json;

namespace ShopFloorTwin.Api.Sites;

/// <summary>The plant document's outline, as the OpenAPI document shows it; <c>/schemas/plant/v1</c> has it whole.</summary>
internal sealed record PlantBody
{
    /// <summary><c>shopfloortwin/plant/v1</c>.</summary>
    public required string Schema { get; init; }
    public required string Site { get; init; }
    public string? Name { get; init; }

    /// <summary>IANA time zone.</summary>
    public string? TimeZone { get; init; }
    public string? Currency { get; init; }
    public DateTimeOffset? AsOf { get; init; }
    public IReadOnlyList<JsonElement>? Calendars { get; init; }
    public IReadOnlyList<JsonElement>? WorkCenters { get; init; }
    public IReadOnlyList<JsonElement>? Suppliers { get; init; }
    public IReadOnlyList<JsonElement>? Products { get; init; }
    public IReadOnlyList<JsonElement>? Stock { get; init; }
    public IReadOnlyList<JsonElement>? PurchaseOrders { get; init; }
    public IReadOnlyList<JsonElement>? Orders { get; init; }
}
