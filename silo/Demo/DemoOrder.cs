namespace ShopFloorTwin.Silo.Demo;

/// <summary>An order of the demonstration plant as planned, before progress.</summary>
/// <param name="Id">Order id.</param>
/// <param name="Product">What it makes.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Start">Planned.</param>
/// <param name="Finish">Planned.</param>
/// <param name="Due">Promised to the customer, or the start of the order it feeds.</param>
/// <param name="Customer">Null for an order that feeds another.</param>
/// <param name="Priority">0 normal, 1 urgent.</param>
/// <param name="Feeds">The order that uses what it makes; null for a customer's order.</param>
internal sealed record DemoOrder(
    string Id, DemoProduct Product, double Quantity, DateTimeOffset Start, DateTimeOffset Finish, DateTimeOffset Due, string? Customer, int Priority, DemoOrder? Feeds);

/// <summary>A part taken from stock in place of an order that makes it.</summary>
internal sealed record DemoStockUse(DemoProduct Product, double Quantity, DemoOrder By);

/// <summary>Breaks a customer's order down into the orders that make its sub-assemblies and parts, aligned in quantity and dates.</summary>
internal static class DemoFamilies
{
    private const double FinishedDays = 3;
    private const double SubAssemblyDays = 3;
    private const double PartDays = 5;

    /// <param name="product">A finished gearbox, or a part sold as a spare.</param>
    /// <param name="quantity">Units.</param>
    /// <param name="planned">When it is planned to be ready for the customer.</param>
    /// <param name="due">What the customer was promised; before <paramref name="planned"/> for an order taken too eagerly.</param>
    /// <param name="customer">Who ordered.</param>
    /// <param name="priority">0 normal, 1 urgent.</param>
    /// <param name="nextId">Gives order ids.</param>
    /// <param name="random">Seeded.</param>
    /// <param name="fromStockShare">Share of the parts that are taken from stock.</param>
    /// <returns>The orders, the customer's first, and the parts that come from stock.</returns>
    public static (IReadOnlyList<DemoOrder> Orders, IReadOnlyList<DemoStockUse> FromStock) Of(
        DemoProduct product, double quantity, DateTimeOffset planned, DateTimeOffset due, string customer, int priority, Func<string> nextId, Random random, double fromStockShare)
    {
        var finish = DemoHours.AddWorkingDays(planned, -1);
        var order = new DemoOrder(nextId(), product, quantity, DemoHours.AddWorkingDays(finish, -Days(product)), finish, due, customer, priority, null);
        var orders = new List<DemoOrder> { order };
        var fromStock = new List<DemoStockUse>();
        for (var i = 0; i < orders.Count; i++)
            AddFeeders(orders[i], orders, fromStock, nextId, random, fromStockShare);
        return (orders, fromStock);
    }

    private static void AddFeeders(DemoOrder parent, List<DemoOrder> orders, List<DemoStockUse> fromStock, Func<string> nextId, Random random, double fromStockShare)
    {
        foreach (var (component, perUnit) in parent.Product.Bom)
        {
            var product = DemoCatalog.ById[component];
            if (!product.IsMade)
                continue;
            var quantity = Math.Ceiling(perUnit * parent.Quantity);
            if (IsPart(product) && product.Id != DemoCatalog.ExplosionProofShaft && random.NextDouble() < fromStockShare)
            {
                fromStock.Add(new DemoStockUse(product, quantity, parent));
                continue;
            }
            var finish = DemoHours.AddWorkingDays(parent.Start, -0.5);
            orders.Add(new DemoOrder(nextId(), product, quantity, DemoHours.AddWorkingDays(finish, -Days(product)), finish, parent.Start, null, parent.Priority, parent));
        }
    }

    private static double Days(DemoProduct product) =>
        product.Id.StartsWith("GB-", StringComparison.Ordinal) ? FinishedDays : IsPart(product) ? PartDays : SubAssemblyDays;

    private static bool IsPart(DemoProduct product) => product.Bom.All(line => !DemoCatalog.ById[line.Component].IsMade);
}
