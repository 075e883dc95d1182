using System.Globalization;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>The orders of the demonstration plant, those already finished included, and the parts taken from stock.</summary>
internal sealed class DemoOrderBook
{
    private const double FirstDueWorkingDays = 4;
    private const double DueSpacingWorkingDays = 0.62;
    private const int OpenOrders = 262;
    private const double EagerShare = 0.14;
    private const double FromStockShare = 0.2;

    private readonly DateTimeOffset _now;
    private readonly Random _random;
    private int _number = 1001;

    public DemoOrderBook(DateTimeOffset now, Random random)
    {
        _now = now;
        _random = random;
        BeingCoated = Spare("HU-63", 6, now.AddHours(-10), now.AddHours(10), now.AddHours(2.5));
        BeingWashed = Spare("SH-63", 10, now.AddHours(-40.5), now.AddHours(9.5), now.AddHours(9));
        Family(DemoCatalog.ById[DemoCatalog.ExplosionProofGearbox], 12, 7, 0);
        Family(DemoCatalog.ById[DemoCatalog.WashdownGearbox], 16, 6, 0);
        for (var family = 0; Orders.Count(o => o.Finish > now) < OpenOrders; family++)
        {
            var promised = random.NextDouble() < EagerShare ? -4 - random.Next(4) : random.Next(3);
            Family(DemoCatalog.FinishedGoods[random.Next(DemoCatalog.FinishedGoods.Count)], 8 + 2 * random.Next(16), FirstDueWorkingDays + family * DueSpacingWorkingDays, promised);
        }
    }

    public List<DemoOrder> Orders { get; } = [];
    public List<DemoStockUse> FromStock { get; } = [];

    /// <summary>A spare that only needs the coating line, and soon.</summary>
    public DemoOrder BeingCoated { get; }

    /// <summary>A spare that is as good as finished, and due today.</summary>
    public DemoOrder BeingWashed { get; }

    private DemoOrder Spare(string product, double quantity, DateTimeOffset start, DateTimeOffset finish, DateTimeOffset due)
    {
        var order = new DemoOrder(NextId(), DemoCatalog.ById[product], quantity, start, finish, due, Customer(), 1, null);
        Orders.Add(order);
        return order;
    }

    private void Family(DemoProduct product, double quantity, double plannedWorkingDays, int promisedWorkingDaysLater)
    {
        var planned = DemoHours.AtHour(DemoHours.AddWorkingDays(_now, plannedWorkingDays), 16);
        var earliest = DemoHours.AddWorkingDays(_now, FirstDueWorkingDays);
        var due = DemoHours.AddWorkingDays(planned, promisedWorkingDaysLater);
        var (orders, fromStock) = DemoFamilies.Of(
            product, quantity, planned, due < earliest ? earliest : due, Customer(), _random.NextDouble() < 0.08 ? 1 : 0, NextId, _random, FromStockShare);
        Orders.AddRange(orders);
        FromStock.AddRange(fromStock);
    }

    private string Customer() => DemoCatalog.Customers[_random.Next(DemoCatalog.Customers.Count)];

    private string NextId() => $"MO-{(_number++).ToString(CultureInfo.InvariantCulture)}";
}
