namespace ShopFloorTwin.Core.Suppliers;

/// <summary>A supplier as the API shows it.</summary>
public sealed record SupplierView
{
    public required string Id { get; init; }
    public required string? Name { get; init; }
    public required IReadOnlyList<OpenLineView> OpenLines { get; init; }

    /// <summary>Share of deliveries on or before due; null before the first.</summary>
    public required double? OnTimeRate { get; init; }
    public required int Deliveries { get; init; }

    /// <summary>Minutes behind the date given, as the forecast believes; of its products with open lines the worst. Negative: ahead of it.</summary>
    public required LatenessView Lateness { get; init; }

    /// <summary>What is believed of its deliveries and why: of any product first, then of each that was received, by id.</summary>
    public required IReadOnlyList<SupplierBeliefView> Beliefs { get; init; }

    /// <summary>Ids of orders at risk or late that depend on its open lines, worst first.</summary>
    public required IReadOnlyList<string> OrdersAtRisk { get; init; }
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>An open purchase order line.</summary>
public sealed record OpenLineView(
    string PurchaseOrder, string Line, string Product, double Quantity, double Received,
    DateTimeOffset? Due, DateTimeOffset? Confirmed, DateTimeOffset? Expected, string? DelayReason, string? DelayEvent);

/// <summary>Quantiles in minutes.</summary>
public sealed record LatenessView(double P50, double P80, double P95);
