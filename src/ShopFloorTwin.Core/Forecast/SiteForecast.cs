using ShopFloorTwin.Core.Forecast.Coming;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>The forecast of a whole site: a pure function of its twins, the time and the settings.</summary>
public sealed class SiteForecast
{
    /// <summary>The twins it was computed from.</summary>
    public required SiteTwins Twins { get; init; }

    /// <summary>The time it was computed for.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>What forecasts before had taught when it was made.</summary>
    public Calibration Calibration { get; init; } = Calibration.None;

    /// <summary>One per open order, in the twins' order.</summary>
    public required IReadOnlyList<OrderForecast> Orders { get; init; }

    /// <summary>The planned queue of each work center, aligned with <see cref="SiteTwins.WorkCenters"/>.</summary>
    public required IReadOnlyList<WorkCenterForecast> WorkCenters { get; init; }

    /// <summary>Supply and demand of each component, aligned with <see cref="SiteTwins.Components"/>.</summary>
    public required IReadOnlyList<ComponentForecast> Components { get; init; }

    /// <summary>Whether it looked at many futures.</summary>
    internal bool HasFutures { get; init; }

    /// <summary>What its plan asks of the site in the days ahead; null: it was put together by hand.</summary>
    internal FloorLoad? Load { get; init; }
}

/// <summary>Finish of one open order.</summary>
public sealed class OrderForecast
{
    /// <summary>Index into <see cref="SiteTwins.Orders"/>.</summary>
    public required int Order { get; init; }
    public required DateTimeOffset P10 { get; init; }
    public required DateTimeOffset P50 { get; init; }
    public required DateTimeOffset P80 { get; init; }
    public required DateTimeOffset P95 { get; init; }

    /// <summary>Minutes from the forecast's time at <see cref="Learning.Scores.QuantileLevels.All"/>; null unless <see cref="ForecastSettings.WithQuantiles"/>.</summary>
    public double[]? Quantiles { get; init; }

    /// <summary>Minutes from the forecast's time before <see cref="SiteForecast.Calibration"/>: what that is learned from.</summary>
    public float UncorrectedP50 { get; init; }
    public float UncorrectedP80 { get; init; }

    /// <summary>Share of samples that finish after due, 0 to 1; 0 without a due date.</summary>
    public required double LateProbability { get; init; }

    /// <summary>Mean over all samples of the minutes after due.</summary>
    public required double ExpectedLatenessMinutes { get; init; }

    /// <summary>Largest share first. Shares add up to 1 and minutes to the expected lateness; empty when no sample is late.</summary>
    public required IReadOnlyList<Cause> Causes { get; init; }

    /// <summary>Suppliers whose open lines this order depends on, at any level; indices into <see cref="SiteTwins.Suppliers"/>, ascending.</summary>
    public int[] Suppliers { get => field ?? Reach?.Of(Row).Suppliers ?? []; init; }

    /// <summary>Components pegged to it at any level; indices into <see cref="SiteTwins.Components"/>, ascending.</summary>
    public int[] Components { get => field ?? Reach?.Of(Row).Components ?? []; init; }

    internal Reach? Reach { get; init; }

    /// <summary>What its samples said; null: no sample is late.</summary>
    internal OrderResult? Late { get; init; }

    /// <summary>Index into the forecast's orders.</summary>
    internal int Row { get; init; }
}

/// <summary>What a cause is. Symptoms in the middle of a chain are folded into its root.</summary>
public enum CauseKind
{
    ComponentShortage, SupplierDelay, WorkCenterDown, Capacity, LatePredecessor, SlowOperation,
    QualityHold, Scrap, Maintenance, Calendar, Priority,
}

/// <summary>A root of an order's lateness.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The entity it starts at, in the form of an event's subject.</param>
/// <param name="Text">The chain in words.</param>
/// <param name="Share">Part of the order's expected lateness, 0 to 1.</param>
/// <param name="Minutes">Of expected lateness.</param>
/// <param name="Event">Id of the root event, when one is known.</param>
/// <param name="Chain">From the root to the order.</param>
public sealed record Cause(CauseKind Kind, string Subject, string Text, double Share, double Minutes, string? Event, IReadOnlyList<ChainLink> Chain);

/// <summary>One link of a chain.</summary>
public sealed record ChainLink(string Subject, string Text);

/// <summary>The queue of a work center as planned.</summary>
public sealed class WorkCenterForecast
{
    /// <summary>By forecast start.</summary>
    public required IReadOnlyList<QueuedOperation> Queue { get; init; }

    /// <summary>When the first unit is free with the present running work done.</summary>
    public required DateTimeOffset FreeP50 { get; init; }
    public required DateTimeOffset FreeP80 { get; init; }

    /// <summary>Planned (open) working minutes between two instants, by the work center's calendar without stops.</summary>
    public required Func<DateTimeOffset, DateTimeOffset, double> OpenMinutes { get; init; }
}

/// <summary>An operation in a queue; indices into <see cref="SiteTwins.Orders"/> and its operations; medians.</summary>
public readonly record struct QueuedOperation(int Order, int Operation, DateTimeOffset Start, DateTimeOffset Finish);

/// <summary>Supply and demand of a component.</summary>
public sealed class ComponentForecast
{
    /// <summary>On hand with what done orders made or used since the last count.</summary>
    public required double OnHand { get; init; }
    public required IReadOnlyList<Incoming> Incoming { get; init; }
    public required IReadOnlyList<Pegged> Pegged { get; init; }

    /// <summary>Demand no supply covers; 0: none.</summary>
    public required double ShortageQuantity { get; init; }

    /// <summary>When the first uncovered demand is needed.</summary>
    public required DateTimeOffset? ShortageFrom { get; init; }
}

/// <summary>Expected supply: a purchase order line, or an order that makes it (index into <see cref="SiteTwins.Orders"/>).</summary>
public sealed record Incoming(string? PurchaseOrder, string? Line, int? Order, double Quantity, DateTimeOffset? Due, DateTimeOffset P50, DateTimeOffset P80);

/// <summary>Demand covered: by <c>From</c> (<c>onHand</c>, <c>purchase-order/…</c>, <c>order/…</c>, <c>shortage</c>), needed at <c>Needed</c>.</summary>
public sealed record Pegged(int Order, double Quantity, string From, DateTimeOffset Needed);
