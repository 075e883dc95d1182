using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Components;

/// <summary>A component as the API shows it.</summary>
public sealed record ComponentView
{
    public required string Id { get; init; }
    public required string? Name { get; init; }
    public required string? Unit { get; init; }
    public required double OnHand { get; init; }
    public required double OnHold { get; init; }
    public required IReadOnlyList<IncomingView> Incoming { get; init; }
    public required IReadOnlyList<PeggedView> Pegged { get; init; }

    /// <summary>Null: every demand is covered.</summary>
    public required ShortageView? Shortage { get; init; }
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>Expected supply, of a purchase order line or of an order.</summary>
public sealed record IncomingView(string? PurchaseOrder, string? Line, string? Order, double Quantity, DateTimeOffset? Due, ArrivalView Forecast);

/// <summary>Quantiles of an arrival.</summary>
public sealed record ArrivalView(DateTimeOffset P50, DateTimeOffset P80);

/// <summary>Demand and what covers it: <c>onHand</c>, <c>purchase-order/…</c>, <c>order/…</c> or <c>shortage</c>.</summary>
public sealed record PeggedView(string Order, double Quantity, string From, DateTimeOffset Needed);

/// <summary>Demand without supply.</summary>
public sealed record ShortageView(double Quantity, DateTimeOffset? From);
