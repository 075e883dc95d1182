namespace ShopFloorTwin.Core.Scenarios;

/// <summary>A site in figures: of the base, or of a scenario.</summary>
public sealed record ScenarioKpis
{
    /// <summary>Days ahead that utilisation and work in process are of.</summary>
    public const int WindowDays = 14;

    public required int OpenOrders { get; init; }
    public required int Late { get; init; }
    public required int AtRisk { get; init; }
    public required int Watch { get; init; }
    public required int OnTrack { get; init; }

    /// <summary>Sum of late probabilities.</summary>
    public required double ExpectedLateOrders { get; init; }
    public required double ExpectedTardinessMinutes { get; init; }

    /// <summary>Site currency: <see cref="Tardiness"/>; orders without a value count nothing.</summary>
    public required double ExpectedTardinessCost { get; init; }

    /// <summary>Value of orders late or at risk, site currency.</summary>
    public required double ValueAtRisk { get; init; }

    /// <summary>Planned work of all work centers by their open time, 0 to 1, over the next <see cref="WindowDays"/> days.</summary>
    public required double Utilisation { get; init; }
    public required WorkInProcess WorkInProcess { get; init; }
    public required InventoryExposure Inventory { get; init; }

    /// <summary>Components some open order needs and nothing open covers.</summary>
    public required int ComponentsShort { get; init; }
    public required IReadOnlyList<WorkCenterUse> WorkCenters { get; init; }
}

/// <summary>Between first start and finish, medians, on the mean of the next <see cref="ScenarioKpis.WindowDays"/> days.</summary>
/// <param name="Orders">How many.</param>
/// <param name="Value">Of them, site currency; orders without a value count nothing.</param>
public sealed record WorkInProcess(double Orders, double Value);

/// <summary>Material in money, by standard cost; what has no cost counts nothing.</summary>
/// <param name="OnHand">Stock, held stock in it.</param>
/// <param name="OnHold">The held part.</param>
/// <param name="Incoming">Open lines of purchase orders.</param>
/// <param name="Unneeded">Of stock, purchases and the components that open orders make for no customer: what no open order needs.</param>
public sealed record InventoryExposure(double OnHand, double OnHold, double Incoming, double Unneeded);

/// <summary>A work center over the next <see cref="ScenarioKpis.WindowDays"/> days.</summary>
/// <param name="WorkCenter">Its id.</param>
/// <param name="Utilisation">Planned work by open time, 0 to 1; 0 when it is closed throughout.</param>
/// <param name="OpenMinutes">Of all its units, stops taken off.</param>
/// <param name="BusyMinutes">Planned work in them, medians.</param>
public sealed record WorkCenterUse(string WorkCenter, double Utilisation, double OpenMinutes, double BusyMinutes);
