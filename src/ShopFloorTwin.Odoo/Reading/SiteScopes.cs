using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading;

/// <summary>Finds the company, warehouses and locations an operator named.</summary>
internal static class SiteScopes
{
    /// <param name="rows">Takes companies, warehouses, locations and operation types on the way.</param>
    /// <exception cref="SiteScopeFault">What is named is not there.</exception>
    /// <exception cref="OdooFault">Odoo is away, or does not let the user read it.</exception>
    public static async Task<SiteScope> ResolveAsync(RowReader reader, OdooSiteOptions options, OdooRows rows, CancellationToken cancellation)
    {
        await reader.ReadAsync(rows, Wanted.Company, OdooDomain.All, cancellation);
        var company = CompanyOf(rows, options);
        await reader.ReadByAsync(rows, Wanted.Currency, "id", company.Ref("currency_id") is { } currency ? [currency] : [], cancellation, archivedToo: true);
        await reader.ReadAsync(rows, Wanted.Warehouse, OdooDomain.Of(("company_id", "=", company.Id)), cancellation);
        await reader.ReadAsync(rows, Wanted.Location, OdooDomain.Of(("company_id", "in", new JsonArray(company.Id, false))), cancellation);
        var warehouses = Warehouses(rows, options);
        await reader.ReadByAsync(rows, Wanted.PickingType, "warehouse_id", warehouses.Select(row => row.Id), cancellation);
        return new SiteScope
        {
            Site = options.Site,
            Name = options.Warehouses.Count == 1 ? warehouses[0].Text("name") : company.Text("name"),
            Company = company.Id,
            Currency = rows.Find(OdooModels.Currency, company.Ref("currency_id"))?.Text("name") ?? "EUR",
            TimeZone = options.TimeZone,
            Warehouses = options.Warehouses.Count == 0 ? null : warehouses.Select(row => row.Id).ToHashSet(),
            HoldLocations = options.HoldLocations.Select(name => Named(rows, OdooModels.Location, "complete_name", name, nameof(options.HoldLocations)).Id).ToHashSet(),
            HoldLots = options.HoldLots.ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The internal locations of the site: those under its warehouses' own.</summary>
    public static IReadOnlyList<long> StockLocations(OdooRows rows, SiteScope scope)
    {
        const int LevelsMax = 32;
        var under = rows.Of(OdooModels.Warehouse).Where(row => scope.Warehouses?.Contains(row.Id) ?? true).Select(row => row.Ref("view_location_id")).OfType<long>().ToHashSet();
        for (var (level, before) = (0, 0); level < LevelsMax && under.Count > before; level++)
        {
            before = under.Count;
            under.UnionWith(rows.Of(OdooModels.Location).Where(row => row.Ref("location_id") is { } parent && under.Contains(parent)).Select(row => row.Id));
        }
        return [.. rows.Of(OdooModels.Location).Where(row => row.Text("usage") == "internal" && under.Contains(row.Id)).Select(row => row.Id)];
    }

    private static OdooRow CompanyOf(OdooRows rows, OdooSiteOptions options)
    {
        var all = rows.Of(OdooModels.Company);
        if (options.Company is { } name)
            return Named(rows, OdooModels.Company, "name", name, nameof(options.Company));
        return all.Count == 1 ? all.First() : throw new SiteScopeFault(nameof(options.Company),
            all.Count == 0 ? "the user sees no company: give the user one" : $"the user sees several: write one of {Names(all, "name")}");
    }

    private static IReadOnlyList<OdooRow> Warehouses(OdooRows rows, OdooSiteOptions options) => options.Warehouses.Count == 0
        ? [.. rows.Of(OdooModels.Warehouse)]
        : [.. options.Warehouses.Select(code => Named(rows, OdooModels.Warehouse, "code", code, nameof(options.Warehouses)))];

    private static OdooRow Named(OdooRows rows, string model, string field, string name, string setting)
    {
        foreach (var row in rows.Of(model))
            if (string.Equals(row.Text(field), name, StringComparison.OrdinalIgnoreCase))
                return row;
        throw new SiteScopeFault(setting, $"'{name}' is not there: write one of {Names(rows.Of(model), field)}");
    }

    private static string Names(IReadOnlyCollection<OdooRow> rows, string field)
    {
        const int Shown = 10;
        var names = rows.Select(row => row.Text(field)).OfType<string>().Take(Shown + 1).ToList();
        return string.Join(", ", names.Take(Shown).Select(name => $"'{name}'")) + (names.Count > Shown ? ", …" : "");
    }
}
