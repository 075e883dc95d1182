using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Suppliers;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Collects the sources of a floor with their samples.</summary>
internal sealed class SourceBuilder(SampleBook book, IBeliefs beliefs, DateTimeOffset asOf)
{
    private const double MinutesPerDay = 1440;

    private readonly List<Source> _sources = [];

    public Source[] ToArray() => [.. _sources];

    public Source this[int index] => _sources[index];

    /// <summary>An open part of a purchase order line; what has not come yet can only come from now on.</summary>
    public int Receipt(int supplierIndex, SupplierTwin supplier, int lineIndex, OpenPart part, double leadTimeDays)
    {
        var line = supplier.Lines[lineIndex];
        // What was learned is lateness behind what was promised; of a newer word (a delay, a shipment) nothing is learned yet.
        var believed = part.Expected == line.Promised ? beliefs.Supplier(supplier.Id, line.Product) : StatedPriors.Instance.Supplier(supplier.Id, line.Product);
        var expected = part.Expected is { } date ? (date - asOf).TotalMinutes : leadTimeDays * MinutesPerDay;
        var lateness = believed.Given(-expected / MinutesPerDay);
        var start = Math.Max(0, expected);
        var place = book.Place("receipt", line.PurchaseOrder, part.Asn is null ? line.Line : $"{line.Line}/{part.Asn}");
        var due = line.Due is { } promised ? (promised - asOf).TotalMinutes : start;
        return Add(new Source
        {
            Kind = SourceKind.Receipt,
            Subject = "purchase-order/" + line.PurchaseOrder,
            Event = part.Delay,
            Reason = part.DelayReason,
            Supplier = supplierIndex,
            Line = lineIndex,
            Quantity = part.Quantity,
            Component = line.Product,
            Release = Math.Max(0, expected + lateness.QuantileDays(0.5) * MinutesPerDay),
            Without = Math.Clamp(due, 0, start),
            Samples = lateness == believed ? Draws(lateness, expected, place) : OwnDraws(lateness, expected, place),
        });
    }

    /// <summary>Demand nothing covers: filled after the lead time, counted from now.</summary>
    public int Shortage(SourceKind kind, string product, double leadTimeDays, EventRef? cause, string? reason)
    {
        var lateness = beliefs.Supplier("", product);
        var start = leadTimeDays * MinutesPerDay;
        return Add(new Source
        {
            Kind = kind,
            Subject = "component/" + product,
            Event = cause,
            Reason = reason,
            Component = product,
            Release = start,
            Samples = Draws(lateness, start, book.Place("shortage", product)),
        });
    }

    /// <summary>The same receipt, where it stands in for stock that is missing.</summary>
    /// <param name="receipt">Source of the receipt.</param>
    /// <param name="absence">Source of what is missing.</param>
    /// <param name="covered">When the demand would have been covered, wall minutes.</param>
    public int Instead(int receipt, int absence, double covered) =>
        Add(_sources[receipt] with { Absence = absence, Receipt = receipt, Covered = covered });

    /// <summary>A stretch in which a work center stood still, and which is over.</summary>
    public int Stood(string workCenter, Standstill still) => Add(new Source
    {
        Kind = SourceKind.Stood,
        Subject = "work-center/" + workCenter,
        Event = still.Event,
        Reason = still.Reason,
        Release = 0,
        From = (still.From - asOf).TotalMinutes,
        To = (still.To - asOf).TotalMinutes,
        Samples = default,
    });

    /// <summary>A unit that is down since some time.</summary>
    public int Down(string workCenter, int unit, DateTimeOffset since, EventRef? cause, string? reason) =>
        Lasting(SourceKind.Down, "work-center/" + workCenter, beliefs.Repair(workCenter), since, cause, reason, unit);

    /// <summary>A quality hold on an order.</summary>
    public int OrderHold(string order, DateTimeOffset since, EventRef? cause, string? reason) =>
        Lasting(SourceKind.OrderHold, "order/" + order, beliefs.HoldRelease("order/" + order), since, cause, reason, 0);

    /// <summary>Many lines are believed alike: they share a table, as long as there are few such beliefs.</summary>
    private Draws Draws(SupplierLateness lateness, double expected, int place) =>
        book.Lateness(lateness) is { } table ? new Draws((float)expected, (float)MinutesPerDay, table, place) : OwnDraws(lateness, expected, place);

    private Draws OwnDraws(SupplierLateness lateness, double expected, int place)
    {
        var days = new float[book.Samples];
        lateness.Draw(book.Uniform(place), days);
        return new Draws((float)expected, (float)MinutesPerDay, days, 0);
    }

    private int Lasting(SourceKind kind, string subject, LogNormalMinutes belief, DateTimeOffset since, EventRef? cause, string? reason, int unit)
    {
        var elapsed = Math.Max(0, (asOf - since).TotalMinutes);
        var uniform = book.Uniform(book.Place("lasting", subject, unit.ToString()));
        var samples = new float[book.Samples];
        for (var s = 0; s < samples.Length; s++)
            samples[s] = (float)Remaining.LogNormal(belief.MedianMinutes, belief.Sigma, elapsed, uniform[s]);
        return Add(new Source
        {
            Kind = kind,
            Subject = subject,
            Event = cause,
            Reason = reason,
            Release = Remaining.LogNormal(belief.MedianMinutes, belief.Sigma, elapsed, 0.5),
            Samples = new Draws(0, 1, samples, 0),
        });
    }

    private int Add(Source source)
    {
        _sources.Add(source);
        return _sources.Count - 1;
    }
}
