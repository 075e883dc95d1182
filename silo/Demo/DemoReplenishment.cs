using System.Globalization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>
/// Customers order anew when the book runs low, parts that fell short are made again, and bought parts are called off,
/// so that the plant never runs dry. One product is looked at in each step.
/// </summary>
internal sealed class DemoReplenishment
{
    private const int CustomerOrders = 38;
    private static readonly TimeSpan BetweenOrders = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan UntilMadeAgain = TimeSpan.FromHours(2);
    private static readonly TimeSpan CallOffPerLeadTimeDay = TimeSpan.FromMinutes(20);
    private const double CallOffShare = 1.15;

    private int _looked;

    public async ValueTask RunAsync(DemoStep step, CancellationToken cancellation)
    {
        if (step.Floor.Orders.Count(o => o.Customer is not null) < CustomerOrders && step.Happens(BetweenOrders))
            Order(step);
        var product = DemoCatalog.Products[_looked++ % DemoCatalog.Products.Count];
        if (await step.Floor.ComponentAsync(product.Id, cancellation) is not { Shortage: { Quantity: > 0 } shortage })
            return;
        // Looked at once in a round, it happens as often as if looked at in each step.
        var mean = product.IsMade ? UntilMadeAgain : product.LeadTimeDays * CallOffPerLeadTimeDay;
        if (!step.Happens(mean / DemoCatalog.Products.Count))
            return;
        if (product.IsMade)
            Release(step, [MadeAgain(step, product, Math.Ceiling(shortage.Quantity))]);
        else
            step.Say(new StockReceivedData(Math.Ceiling(CallOffShare * shortage.Quantity), null, null) { Entity = product.Id });
    }

    private static void Order(DemoStep step)
    {
        var planned = DemoHours.AtHour(DemoHours.AddWorkingDays(step.Now, 16 + step.Random.Next(10)), 16);
        var number = 0;
        var (orders, _) = DemoFamilies.Of(
            DemoCatalog.FinishedGoods[step.Random.Next(DemoCatalog.FinishedGoods.Count)], 8 + 2 * step.Random.Next(16), planned,
            DemoHours.AddWorkingDays(planned, step.Random.Next(3)), DemoCatalog.Customers[step.Random.Next(DemoCatalog.Customers.Count)],
            step.Random.NextDouble() < 0.1 ? 1 : 0, () => Id(step, number++), step.Random, fromStockShare: 0);
        Release(step, orders);
    }

    private static DemoOrder MadeAgain(DemoStep step, DemoProduct product, double quantity)
    {
        var finish = DemoHours.AddWorkingDays(step.Now, 4);
        return new DemoOrder(Id(step, 0) + "R", product, quantity, step.Now, finish, finish, null, 0, null);
    }

    private static void Release(DemoStep step, IEnumerable<DemoOrder> orders)
    {
        foreach (var order in orders)
        {
            // Not begun: what it needs is still to be taken from stock.
            OrderSpec spec = DemoPlant.Spec(order, order.Start.AddTicks(-1));
            step.Say(new OrderReleasedData(spec) { Entity = order.Id });
        }
    }

    private static string Id(DemoStep step, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"MO-{step.Now.UtcDateTime:yyMMddHHmmss}-{number}");
}
