using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>A plant to be simulated: what the planner knows, what is true, and what will come.</summary>
public sealed record SimulatedSite
{
    /// <summary>The planner's document; its orders are there from the start.</summary>
    public required PlantDocument Plant { get; init; }
    public required KnownTruth Truth { get; init; }

    /// <summary>Orders that come later, in any order.</summary>
    public IReadOnlyList<LaterOrder> Later { get; init; } = [];

    /// <summary>Purchase orders that are placed later.</summary>
    public IReadOnlyList<LaterPurchase> Purchases { get; init; } = [];

    /// <summary>Machine states and counts of scrap are reported beside the operations' own reports.</summary>
    public bool ReportsMachines { get; init; } = true;

    /// <summary>Nothing happens behind this many minutes; null: until the last order is done.</summary>
    public double? UntilMinutes { get; init; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset Start => Plant.AsOf ?? throw new InvalidOperationException("A simulated plant's document says its time.");
}

/// <param name="At">Minutes after the start at which it is released.</param>
public sealed record LaterOrder(double At, OrderSpec Order);

/// <param name="At">Minutes after the start at which it is placed.</param>
public sealed record LaterPurchase(double At, PurchaseOrderSpec Purchase);
