using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Suppliers;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>Everything goes as planned: what a planner without probabilities believes.</summary>
internal sealed class PlannedBeliefs : IBeliefs
{
    private static readonly StatedLateness OnTime = new(1, 1);

    /// <summary>Forecasts that are a plan: every sample is the same, so there are as few as can be.</summary>
    public static ForecastSettings Settings { get; } = new() { Samples = 16, Beliefs = new PlannedBeliefs() };

    public LogNormalFactor Duration(string product, string operation, string workCenter, double setupShare) => new(1, 0);
    public WorkCenterWaits? Waits(string workCenter) => null;
    public LogNormalMinutes Repair(string workCenter) => new(120, 0);
    public FailureBelief Failures(string workCenter) => new(0, Repair(workCenter));
    public LogNormalFactor PlannedStop(string workCenter) => new(1, 0);
    public YieldBelief Yield(string product, string operation, string workCenter) => YieldBelief.Unknown;
    public LogNormalMinutes HoldRelease(string subject) => new(1440, 0);
    public SupplierLateness Supplier(string supplier, string product) => OnTime;
    public double DefaultLeadTimeDays => 14;
}
