using System.Runtime.InteropServices;
using ShopFloorTwin.Core.Learning.Durations;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Learning.Suppliers;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning;

/// <summary>
/// What the twins have learned from the journal, with the stated priors where there is too little:
/// a pure function of the twins. One per forecast; not safe for concurrent use.
/// </summary>
public sealed class LearnedBeliefs(SiteTwins twins) : IBeliefs
{
    private Dictionary<string, WorkCenterWaits>? _waits;
    private MachineBeliefs? _machines;
    private SupplierBeliefs? _suppliers;
    private ObservedDiscipline? _discipline;
    // One forecast asks for every operation of a work center, and of a name.
    private readonly Dictionary<string, DurationEstimate> _workCenters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YieldBelief?> _yields = new(StringComparer.Ordinal);
    private readonly StatedPriors _priors = StatedPriors.Instance;

    public LogNormalFactor Duration(string product, string operation, string workCenter, double setupShare)
    {
        var learned = twins.Learned.Durations;
        if (learned.All.Count == 0)
            return _priors.Duration(product, operation, workCenter, setupShare);
        ref var parent = ref CollectionsMarshal.GetValueRefOrAddDefault(_workCenters, workCenter, out var isKnown);
        if (!isKnown)
            parent = learned.OfWorkCenter(workCenter);
        var believed = learned.Of(parent, new DurationKey(product, operation, workCenter));
        return new LogNormalFactor(believed.Median(setupShare), believed.Sigma);
    }

    public WorkCenterWaits? Waits(string workCenter)
    {
        _waits ??= twins.Learned.Waits.ToDictionary(waits => waits.WorkCenter, StringComparer.Ordinal);
        return _waits.GetValueOrDefault(workCenter);
    }

    public LogNormalMinutes Repair(string workCenter) => Machines.Repair(workCenter);

    public FailureBelief Failures(string workCenter) => Machines.Failures(workCenter);

    public LogNormalFactor PlannedStop(string workCenter) => Machines.PlannedStop(workCenter);

    public YieldBelief Yield(string product, string operation, string workCenter)
    {
        var learned = twins.Learned.Yields;
        ref var parent = ref CollectionsMarshal.GetValueRefOrAddDefault(_yields, operation, out var isKnown);
        if (!isKnown)
            parent = learned.OfOperation(operation);
        return Machines.Yield(learned.Of(parent, product, operation), workCenter);
    }

    private MachineBeliefs Machines => _machines ??= new MachineBeliefs(twins);

    public LogNormalMinutes HoldRelease(string subject) => _priors.HoldRelease(subject);

    public SupplierLateness Supplier(string supplier, string product) => Suppliers.Of(supplier, product) ?? _priors.Supplier(supplier, product);

    private SupplierBeliefs Suppliers => _suppliers ??= new SupplierBeliefs(SupplierBeliefs.HistoriesOf(twins.Suppliers), twins.NewestEventTime);

    public QueueDiscipline Discipline => (_discipline ??= ObservedDiscipline.Of(twins)).Discipline;

    public double DefaultLeadTimeDays => _priors.DefaultLeadTimeDays;
}
