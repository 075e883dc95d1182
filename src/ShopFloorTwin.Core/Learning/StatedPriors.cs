using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Suppliers;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;

namespace ShopFloorTwin.Core.Learning;

/// <summary>
/// The priors that serve until there is history. All are medians a planner would accept without data,
/// with modest spread, so that the p50 of a simple plan is the plan.
/// </summary>
public sealed class StatedPriors : IBeliefs
{
    public static StatedPriors Instance { get; } = new();

    /// <summary>Planned minutes are right in the median; about two in three operations within 10 %.</summary>
    public LogNormalFactor Duration(string product, string operation, string workCenter, double setupShare) => new(1.0, 0.10);

    /// <summary>None.</summary>
    public WorkCenterWaits? Waits(string workCenter) => null;

    /// <summary>Two hours in the median; one repair in ten takes more than about five.</summary>
    public LogNormalMinutes Repair(string workCenter) => new(120, 0.7);

    /// <summary>None: the plan allows for them, or the durations do.</summary>
    public FailureBelief Failures(string workCenter) => new(0, Repair(workCenter));

    /// <summary>As planned in the median; about one in six a fifth longer.</summary>
    public LogNormalFactor PlannedStop(string workCenter) => new(1.0, 0.2);

    /// <summary>All.</summary>
    public YieldBelief Yield(string product, string operation, string workCenter) => YieldBelief.Unknown;

    /// <summary>One day in the median; one hold in ten lasts more than about three.</summary>
    public LogNormalMinutes HoldRelease(string subject) => new(1440, 0.8);

    /// <summary>
    /// Nine lines in ten and a little more come when promised, the others two days late on average: a supplier of whom
    /// nothing is known does not by itself put an order on watch (0.1).
    /// </summary>
    public SupplierLateness Supplier(string supplier, string product) => Lateness;

    private static StatedLateness Lateness { get; } = new(0.92, 2.0);

    public double DefaultLeadTimeDays => 14;
}
