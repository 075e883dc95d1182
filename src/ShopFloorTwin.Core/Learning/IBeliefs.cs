using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Learning.Suppliers;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;

namespace ShopFloorTwin.Core.Learning;

/// <summary>
/// What the forecast believes about the quantities it samples. The seam of learning:
/// the stated priors implement it now, models learned from the journal later.
/// </summary>
public interface IBeliefs
{
    /// <summary>Log-normal factor on planned minutes of an operation.</summary>
    /// <param name="setupShare">Part of its planned minutes that is set-up, 0 to 1.</param>
    LogNormalFactor Duration(string product, string operation, string workCenter, double setupShare);

    /// <summary>Waits at a work center that neither its queue nor a stop explains; null: none is known of.</summary>
    WorkCenterWaits? Waits(string workCenter);

    /// <summary>Log-normal minutes from the start of a breakdown to its end, around the clock.</summary>
    LogNormalMinutes Repair(string workCenter);

    /// <summary>Breakdowns of a work center that is up.</summary>
    FailureBelief Failures(string workCenter);

    /// <summary>How long planned stops of a work center last, over how long they are planned.</summary>
    LogNormalFactor PlannedStop(string workCenter);

    /// <summary>Share of pieces that come good of an operation of a product, where it runs.</summary>
    YieldBelief Yield(string product, string operation, string workCenter);

    /// <summary>Log-normal minutes from a quality hold to its release, around the clock.</summary>
    LogNormalMinutes HoldRelease(string subject);

    /// <summary>Lateness of a supplier's line behind the date it gave.</summary>
    SupplierLateness Supplier(string supplier, string product);

    /// <summary>Who goes first where work waits.</summary>
    QueueDiscipline Discipline => QueueDiscipline.Slack;

    /// <summary>Days until a shortage nothing is ordered for can be filled, when the product states no lead time.</summary>
    double DefaultLeadTimeDays { get; }
}

/// <summary>A factor with the given median and standard deviation of its logarithm.</summary>
public readonly record struct LogNormalFactor(double Median, double Sigma)
{
    /// <summary>The quantile at a probability.</summary>
    public double Quantile(double probability) => Median * Math.Exp(Sigma * Normal.Quantile(probability));
}

/// <summary>A duration in minutes with the given median and standard deviation of its logarithm.</summary>
public readonly record struct LogNormalMinutes(double MedianMinutes, double Sigma)
{
    /// <summary>The quantile at a probability.</summary>
    public double Quantile(double probability) => MedianMinutes * Math.Exp(Sigma * Normal.Quantile(probability));
}
