using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>What a reader keeps of a site: master data as rows, and what it told the twin of everything else.</summary>
internal sealed class SiteMemory
{
    /// <summary>Models whose rows are let go once they are mapped: there are many, and what matters of them is in the tables here.</summary>
    private static readonly string[] Passing =
        [OdooModels.Order, OdooModels.WorkOrder, OdooModels.Move, OdooModels.TimeLog, OdooModels.Quant, OdooModels.PurchaseOrder, OdooModels.PurchaseLine];

    public required SiteScope Scope { get; init; }
    public required PlantMapping Mapping { get; init; }

    /// <summary>Master data.</summary>
    public required OdooRows Rows { get; init; }
    public required IReadOnlyList<long> StockLocations { get; init; }

    /// <summary>Id of the event that told the whole site.</summary>
    public required string Document { get; init; }
    public required ChangeCursors Cursors { get; init; }
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Records that were named and not read, for which everything was read again already.</summary>
    public required HashSet<(string Model, long Id)> AskedFor { get; init; }

    /// <summary>By database id.</summary>
    public Dictionary<long, KnownOrder> Orders { get; } = [];
    public Dictionary<long, KnownPurchase> Purchases { get; } = [];

    /// <summary>By product's database id, with the time of what was told last.</summary>
    public Dictionary<long, (StockSpec Stock, DateTimeOffset At)> Stock { get; } = [];

    public static SiteMemory Of(OdooRows rows, SiteScope scope, PlantMapping mapping, PlantDocument plant, string document, ChangeCursors cursors, SiteMemory? before)
    {
        var memory = new SiteMemory
        {
            Scope = scope,
            Mapping = mapping,
            Rows = rows,
            StockLocations = SiteScopes.StockLocations(rows, scope),
            Document = document,
            Cursors = cursors,
            AsOf = plant.AsOf!.Value,
            AskedFor = before?.AskedFor ?? [],
        };
        foreach (var order in plant.Orders)
            memory.Orders[mapping.Links.IdOf(OdooModels.Order, order.Id)!.Value] = KnownOrder.Of(order, memory.AsOf);
        foreach (var purchase in plant.PurchaseOrders)
            memory.Purchases[mapping.Links.IdOf(OdooModels.PurchaseOrder, purchase.Id)!.Value] = new KnownPurchase(purchase, memory.AsOf);
        foreach (var stock in plant.Stock)
            memory.Stock[mapping.Links.IdOf(OdooModels.Product, stock.Product)!.Value] = (stock, memory.AsOf);
        foreach (var model in Passing)
        {
            cursors.Advance(model, rows.Of(model), memory.AsOf);
            rows.Forget(model);
        }
        return memory;
    }

    /// <summary>Something happened when Odoo says, but not before what the twin was told last, and not after now.</summary>
    public static DateTimeOffset Moment(DateTimeOffset? writtenAt, DateTimeOffset toldAt, DateTimeOffset now)
    {
        var at = writtenAt is { } written && written < now ? written : now;
        return at > toldAt ? at : toldAt;
    }
}
