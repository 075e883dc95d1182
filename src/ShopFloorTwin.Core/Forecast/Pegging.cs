namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// What covers what: each order's component demand, soft-allocated to stock on hand, receipts and orders.
/// Pegs of order o are Pegs[First[o] .. First[o + 1]).
/// </summary>
internal sealed class Pegging
{
    public required int[] First { get; init; }
    public required Peg[] Pegs { get; init; }

    /// <summary>Products in this site's numbering: component twins first, in their order, then others.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>By product: stock with what done orders made or used since the last count.</summary>
    public required double[] OnHand { get; init; }

    /// <summary>By product: its receipts (sources), and the orders that make it.</summary>
    public required List<int>?[] ReceiptsOf { get; init; }
    public required List<int>?[] MakersOf { get; init; }

    /// <summary>By an order and the order that makes something for it, where that stands in for stock that is held or lost: the source that says so, and when the stock would have been there.</summary>
    public required IReadOnlyDictionary<(int Order, int Maker), (int Absence, double Covered)> StandIns { get; init; }

    /// <summary>Supply quantity still expected of an order that makes something.</summary>
    public required double[] OutputOf { get; init; }

    /// <summary>The same supply, nothing of which is pegged to any of so many orders.</summary>
    public Pegging Unpegged(int orders) => new()
    {
        First = new int[orders + 1],
        Pegs = [],
        Products = Products,
        OnHand = OnHand,
        ReceiptsOf = ReceiptsOf,
        MakersOf = MakersOf,
        StandIns = StandIns,
        OutputOf = OutputOf,
    };
}

/// <summary>A part of an order's demand and what covers it.</summary>
/// <param name="Quantity">Covered.</param>
/// <param name="Product">In the pegging's numbering.</param>
/// <param name="Index">Of the source (receipt, shortage) or of the order.</param>
/// <param name="Supply">What covers it.</param>
/// <param name="Binds">False when the order has started: the material is there, the peg only reserves it.</param>
internal readonly record struct Peg(double Quantity, int Product, int Index, SupplyKind Supply, bool Binds);

/// <summary>What covers a demand.</summary>
internal enum SupplyKind : byte { OnHand, Receipt, Order, Shortage }
