using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning;

/// <summary>
/// What the twins have learned from the journal, with the stated priors where there is too little:
/// a pure function of the twins. One per forecast; not safe for concurrent use.
/// </summary>
public sealed class LearnedBeliefs(SiteTwins twins) : IBeliefs
{
    private readonly StatedPriors _priors = StatedPriors.Instance;

    /// <summary>The twins it speaks of.</summary>
    public SiteTwins Twins => twins;

    public LogNormalFactor Duration(string product, string operation, string workCenter) => _priors.Duration(product, operation, workCenter);

    public LogNormalMinutes Repair(string workCenter) => _priors.Repair(workCenter);

    public LogNormalMinutes HoldRelease(string subject) => _priors.HoldRelease(subject);

    public SupplierLateness Supplier(string supplier, string product) => _priors.Supplier(supplier, product);

    public double DefaultLeadTimeDays => _priors.DefaultLeadTimeDays;
}
