using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Suppliers;

namespace ShopFloorTwin.Intake.Deliveries;

/// <summary>What is known of deliveries in the morning of a day: the twin's model, and what a planner could look up.</summary>
internal sealed class DeliveryWalk
{
    private readonly Dictionary<string, Vendor> _vendors = new(StringComparer.Ordinal);
    private SupplierBeliefs? _beliefs;

    /// <summary>Of all vendors.</summary>
    public PastLateness Past { get; } = new();

    public PastLateness PastOf(string vendor) => Of(vendor).Past;

    /// <summary>A line is known of from now on.</summary>
    public void Open(Delivery line)
    {
        Of(line.Vendor).Open.Add(line);
        _beliefs = null;
    }

    /// <summary>A line came, and that is known from now on.</summary>
    public void Receive(Delivery line)
    {
        var (vendor, late) = (Of(line.Vendor), line.Late!.Value);
        vendor.Open.Remove(line);
        vendor.Learned = vendor.Learned.With(line.Product, late, 1, Noon(line.Delivered!.Value));
        vendor.Past.Add(late);
        Past.Add(late);
        _beliefs = null;
    }

    /// <summary>The twin's belief of a line that has not come by the morning of a day.</summary>
    public SupplierLateness Believe(Delivery line, int day)
    {
        _beliefs ??= new SupplierBeliefs(
            _vendors.Select(vendor => new SupplierHistory(
                vendor.Key, vendor.Value.Learned, vendor.Value.Open.Select(open => new WaitingLine(open.Product, Noon(open.Promised), 1)))),
            DeliveriesReader.Morning(day));
        var believed = _beliefs.Of(line.Vendor, line.Product) ?? StatedPriors.Instance.Supplier(line.Vendor, line.Product);
        return believed.Given((DeliveriesReader.Morning(day) - Noon(line.Promised)).TotalDays);
    }

    /// <summary>A new day: what is believed ages.</summary>
    public void Age() => _beliefs = null;

    private Vendor Of(string vendor) => _vendors.TryGetValue(vendor, out var known) ? known : _vendors[vendor] = new Vendor();

    private static DateTimeOffset Noon(int day) => DeliveriesReader.Morning(day).AddHours(12);

    private sealed class Vendor
    {
        public HashSet<Delivery> Open { get; } = new(ReferenceEqualityComparer.Instance);
        public PastLateness Past { get; } = new();
        public DeliveryLearning Learned { get; set; } = DeliveryLearning.None;
    }
}
