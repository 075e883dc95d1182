namespace ShopFloorTwin.Intake.Deliveries;

/// <summary>How a log of deliveries (CSV with a header line, a line a delivery) is to be read. Dates count as whole days.</summary>
public sealed record DeliveriesOptions
{
    /// <summary>Column of the supplier.</summary>
    public string Vendor { get; init; } = "vendor";

    /// <summary>Column of the product; may be missing from the file.</summary>
    public string Product { get; init; } = "item";

    /// <summary>Column of the day it was ordered; may be missing from the file, or empty.</summary>
    public string Ordered { get; init; } = "po_sent";

    /// <summary>Column of the day it was promised for.</summary>
    public string Promised { get; init; } = "scheduled";

    /// <summary>Column of the day it came; empty: it has not.</summary>
    public string Delivered { get; init; } = "delivered";

    /// <summary>Column of the day its coming was recorded: known from then on; may be missing from the file, or empty: the day it came.</summary>
    public string Recorded { get; init; } = "recorded";

    /// <summary>Forms of dates; what follows the day is not read.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } =
        ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm"];

    /// <summary>Days before its promised day that a line without a day of order is taken to be known.</summary>
    public int KnownDays { get; init; } = 90;
}
