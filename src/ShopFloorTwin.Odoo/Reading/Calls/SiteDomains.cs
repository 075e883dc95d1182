using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Calls;

/// <summary>Which records of each model are a site's.</summary>
internal static class SiteDomains
{
    /// <summary>States of an order that is not closed.</summary>
    private static readonly string[] Open = ["draft", "confirmed", "progress", "to_close"];

    /// <summary>Orders of the site that are open.</summary>
    public static JsonArray OpenOrders(SiteScope scope)
    {
        var domain = Orders(scope);
        domain.Add(new JsonArray("state", "in", new JsonArray([.. Open.Select(state => (JsonNode)state)])));
        return domain;
    }

    /// <summary>Orders of the site in any state.</summary>
    public static JsonArray Orders(SiteScope scope)
    {
        var domain = Own(scope);
        if (scope.Warehouses is { } warehouses)
            domain.Add(new JsonArray("picking_type_id.warehouse_id", "in", Ids(warehouses)));
        return domain;
    }

    /// <summary>Confirmed purchase orders of the site that are not received in full.</summary>
    /// <param name="scope">The site.</param>
    /// <param name="hasReceiptStatus">Not every version has the field: without it all confirmed ones are read.</param>
    public static JsonArray OpenPurchases(SiteScope scope, bool hasReceiptStatus)
    {
        var domain = Purchases(scope);
        domain.Add(new JsonArray("state", "in", new JsonArray("purchase", "done")));
        if (hasReceiptStatus)
            domain.Add(new JsonArray("receipt_status", "!=", "full"));
        return domain;
    }

    /// <summary>Purchase orders of the site in any state.</summary>
    public static JsonArray Purchases(SiteScope scope) => Orders(scope);

    /// <summary>Stock in the site's internal locations.</summary>
    public static JsonArray Stock(IReadOnlyList<long> locations) => OdooDomain.Of(In(locations));

    /// <summary>The condition alone.</summary>
    public static (string Field, string Operator, JsonNode? Value) In(IReadOnlyList<long> locations) => ("location_id", "in", Ids(locations));

    /// <summary>Time off that is not over.</summary>
    public static JsonArray Leaves(SiteScope scope, DateTimeOffset now) => OdooDomain.Of(
        ("company_id", "in", new JsonArray(scope.Company, false)), ("time_type", "=", "leave"), ("date_to", ">=", OdooTime.Write(now)));

    /// <summary>Maintenance with a time, not done.</summary>
    public static JsonArray Maintenance(SiteScope scope)
    {
        var domain = Own(scope);
        domain.Add(new JsonArray("schedule_date", "!=", false));
        domain.Add(new JsonArray("stage_id.done", "=", false));
        return domain;
    }

    /// <summary>Of the company.</summary>
    public static JsonArray Own(SiteScope scope) => OdooDomain.Of(("company_id", "=", scope.Company));

    /// <summary>Of the company, or of all.</summary>
    public static JsonArray OwnOrShared(SiteScope scope) => OdooDomain.Of(("company_id", "in", new JsonArray(scope.Company, false)));

    /// <summary>The domain, of records written at or after a moment.</summary>
    public static JsonArray Since(JsonArray domain, DateTimeOffset cursor)
    {
        var since = (JsonArray)domain.DeepClone();
        since.Add(new JsonArray("write_date", ">=", OdooTime.Write(cursor)));
        return since;
    }

    private static JsonArray Ids(IEnumerable<long> ids) => [.. ids.Order().Select(id => (JsonNode)id)];
}
