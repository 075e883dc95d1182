using System.CommandLine;
using ShopFloorTwin.Intake.Deliveries;

namespace ShopFloorTwin.Silo.Backtests;

/// <summary>The options that name the columns of a log of deliveries.</summary>
internal sealed class DeliveryColumns
{
    private static readonly DeliveriesOptions Usual = new();

    private readonly Option<string> _vendor = Column("--vendor-column", "the supplier", Usual.Vendor);
    private readonly Option<string> _product = Column("--product-column", "the product; may be missing", Usual.Product);
    private readonly Option<string> _ordered = Column("--ordered-column", "the day of the order; may be missing or empty", Usual.Ordered);
    private readonly Option<string> _promised = Column("--promised-column", "the promised day", Usual.Promised);
    private readonly Option<string> _delivered = Column("--delivered-column", "the day it came; empty: not yet", Usual.Delivered);
    private readonly Option<string> _recorded = Column("--recorded-column", "the day its coming was recorded; may be missing or empty", Usual.Recorded);

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _vendor, _product, _ordered, _promised, _delivered, _recorded })
            command.Add(option);
    }

    public DeliveriesOptions Read(ParseResult parsed) => new()
    {
        Vendor = parsed.GetValue(_vendor)!,
        Product = parsed.GetValue(_product)!,
        Ordered = parsed.GetValue(_ordered)!,
        Promised = parsed.GetValue(_promised)!,
        Delivered = parsed.GetValue(_delivered)!,
        Recorded = parsed.GetValue(_recorded)!,
    };

    private static Option<string> Column(string name, string holds, string usual) =>
        new(name) { Description = $"Deliveries: column of {holds}.", DefaultValueFactory = _ => usual };
}
