using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>A site as read from Odoo.</summary>
/// <param name="Plant">Sound: what would not be was left out, and is a finding.</param>
/// <param name="Findings">What somebody should look at.</param>
/// <param name="Links">Which id is which record.</param>
public sealed record OdooPlant(PlantDocument Plant, FindingList Findings, OdooLinks Links);

/// <summary>
/// Rows to a plant document, purely: the same rows give the same document. Master data are mapped once; orders can be mapped again
/// from newer rows with what was made of the master data.
/// </summary>
internal sealed class PlantMapping
{
    private readonly OdooRows _rows;
    private readonly SiteScope _scope;
    private readonly DateTimeOffset _asOf;
    private readonly FindingList _findings;

    /// <param name="rows">Everything read.</param>
    /// <param name="scope">The site.</param>
    /// <param name="asOf">The moment the rows stand for.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <param name="links">Of an earlier reading, or none.</param>
    public PlantMapping(OdooRows rows, SiteScope scope, DateTimeOffset asOf, FindingList findings, OdooLinks links)
    {
        (_rows, _scope, _asOf, _findings, Links) = (rows, scope, asOf, findings, links);
        Zone = ZoneOf(rows, scope, findings);
        Products = new ProductCatalog(rows, UnitTable.Of(rows.Of(OdooModels.Unit), findings), links, findings);
        WorkCenters = new WorkCenterMapping(rows, links, findings);
    }

    public OdooLinks Links { get; }

    /// <summary>Takes what is wrong, also of what is mapped later.</summary>
    public FindingList Findings => _findings;
    public TimeZoneInfo Zone { get; }
    public ProductCatalog Products { get; }
    public WorkCenterMapping WorkCenters { get; }

    /// <summary>The whole document, checked.</summary>
    public OdooPlant Plant(PromisedDates promised)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_asOf, Zone).Date);
        var suppliers = new SupplierChoice(_rows, _scope, today, Links, _findings);
        var supplierList = suppliers.Suppliers();
        var used = _rows.Of(OdooModels.WorkCenter).Select(row => row.Ref("resource_calendar_id")).OfType<long>().ToHashSet();
        var calendars = new CalendarMapping(_rows, Zone, today, Links, _findings).Calendars(used);
        var document = new PlantDocument
        {
            Site = _scope.Site,
            Name = _scope.Name,
            TimeZone = Zone.Id,
            Currency = _scope.Currency,
            AsOf = _asOf,
            Calendars = calendars,
            WorkCenters = WorkCenters.WorkCenters(new StopMapping(_rows, _scope, _asOf, _findings), calendars),
            Suppliers = supplierList,
            Products = new ProductMapping(_rows, Products, new BomBook(_rows, _scope, Products, _findings), suppliers, WorkCenters, _findings).Products(),
            Stock = Stock(_rows).Stock(),
            PurchaseOrders = Purchases(_rows, promised).PurchaseOrders(),
            Orders = [.. Orders(_rows).Select(mapped => mapped.Order)],
        };
        return new OdooPlant(PlantSieve.Sound(document, _findings), _findings, Links);
    }

    /// <summary>The orders among some rows, with the master data of these.</summary>
    public IReadOnlyList<MappedOrder> Orders(OdooRows rows) =>
        new OrderMapping(rows, Products, new WorkOrderMapping(rows, WorkCenters, _findings), Links, _findings).Orders();

    /// <summary>The stock among some rows, which have the locations too.</summary>
    public StockMapping Stock(OdooRows rows) => new(rows, _scope, Products, _findings);

    /// <summary>The purchase orders among some rows.</summary>
    public PurchaseMapping Purchases(OdooRows rows, PromisedDates promised) => new(rows, Products, Links, promised, _findings);

    /// <summary>The configured zone, or the one most work centers' calendars are in.</summary>
    private static TimeZoneInfo ZoneOf(OdooRows rows, SiteScope scope, FindingList findings)
    {
        var id = scope.TimeZone ?? rows.Of(OdooModels.WorkCenter)
            .Select(row => rows.Find(OdooModels.Calendar, row.Ref("resource_calendar_id"))?.Text("tz") ?? row.Text("tz"))
            .OfType<string>().GroupBy(zone => zone, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key ?? "UTC";
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        findings.Add("unknownTimeZone", OdooModels.Company, scope.Company, "tz", $"'{id}' is no time zone known here", "the site is in UTC");
        return TimeZoneInfo.Utc;
    }
}
