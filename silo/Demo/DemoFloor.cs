using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>What the feed sees of the site, by the engine's queries.</summary>
internal sealed class DemoFloor
{
    private const int PageSize = 1000;
    private readonly ISiteTwin _site;

    private DemoFloor(ISiteTwin site) => _site = site;

    /// <summary>Open orders, worst first, without operations.</summary>
    public required IReadOnlyList<OrderView> Orders { get; init; }

    /// <summary>Orders under way, with operations.</summary>
    public required IReadOnlyList<OrderView> UnderWay { get; init; }
    public required IReadOnlyList<WorkCenterView> WorkCenters { get; init; }
    public required IReadOnlyList<SupplierView> Suppliers { get; init; }

    public static async ValueTask<DemoFloor> ReadAsync(ISiteTwin site, CancellationToken cancellation)
    {
        var orders = new List<OrderView>();
        string? after = null;
        do
        {
            var page = await site.OrdersAsync(new OrderQuery { Limit = PageSize, After = after }, cancellation);
            orders.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        var underWay = new List<OrderView>();
        foreach (var order in orders.Where(o => o.State == OrderState.InProgress))
        {
            if (await site.OrderAsync(order.Id, null, cancellation) is { Operations: not null } found)
                underWay.Add(found);
        }
        return new DemoFloor(site)
        {
            Orders = orders,
            UnderWay = underWay,
            WorkCenters = (await site.WorkCentersAsync(new ListQuery(Limit: PageSize), null, cancellation)).Items,
            Suppliers = (await site.SuppliersAsync(new ListQuery(Limit: PageSize), null, cancellation)).Items,
        };
    }

    public ValueTask<OrderView?> OrderAsync(string id, CancellationToken cancellation) => _site.OrderAsync(id, null, cancellation);

    public ValueTask<ComponentView?> ComponentAsync(string id, CancellationToken cancellation) => _site.ComponentAsync(id, null, cancellation);

    /// <summary>Operations in a state at a work center, those started first before the others.</summary>
    public List<(OrderView Order, OperationView Operation)> At(string workCenter, OperationState state) =>
    [
        .. UnderWay.SelectMany(o => o.Operations!.Where(p => p.State == state && p.WorkCenter == workCenter).Select(p => (o, p)))
            .OrderBy(p => p.p.StartedAt).ThenBy(p => p.o.Id, StringComparer.Ordinal),
    ];

    /// <summary>Units of a work center that are not down.</summary>
    public static int UnitsUp(WorkCenterView workCenter, DemoWorkCenter known) =>
        known.Capacity == 1 ? (workCenter.State.IsDown() ? 0 : 1) : known.Capacity - workCenter.UnitStates.Values.Count(s => s.IsDown());
}
