using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Changes;

internal sealed partial class ChangeReading
{
    /// <summary>Master data that is written without changing what matters here: a cost after every receipt, the state of a work center.</summary>
    private static readonly string[] Besides = ["write_date", "standard_price"];

    /// <summary>
    /// Looks at products, bills of materials, work centers, calendars, suppliers and maintenance. When one says something else than before, the whole
    /// site is to be read again: these are few, seldom change, and everything else is named after them.
    /// </summary>
    public async Task SeeMasterDataAsync(CancellationToken cancellation)
    {
        var scope = memory.Scope;
        var shared = SiteDomains.OwnOrShared(scope);
        var ofBoms = OdooDomain.Of(("bom_id.company_id", "in", new JsonArray(scope.Company, false)));
        // A line that was deleted leaves a date on what it was a line of.
        await SeeAsync(Wanted.Bom, shared, anyWrite: true, cancellation);
        await SeeAsync(Wanted.Calendar, shared, anyWrite: true, cancellation);
        await SeeAsync(Wanted.BomLine, ofBoms, anyWrite: false, cancellation);
        await SeeAsync(Wanted.Operation, ofBoms, anyWrite: false, cancellation);
        await SeeAsync(Wanted.WorkCenter, shared, anyWrite: false, cancellation);
        await SeeAsync(Wanted.Capacity, OdooDomain.All, anyWrite: false, cancellation, of: (OdooModels.WorkCenter, "workcenter_id"));
        await SeeAsync(Wanted.Attendance, OdooDomain.All, anyWrite: false, cancellation, of: (OdooModels.Calendar, "calendar_id"));
        await SeeAsync(Wanted.Leave, SiteDomains.Leaves(scope, now), anyWrite: false, cancellation);
        await SeeAsync(Wanted.Maintenance, SiteDomains.Own(scope), anyWrite: false, cancellation);
        await SeeAsync(Wanted.Unit, OdooDomain.All, anyWrite: false, cancellation);
        await SeeAsync(Wanted.Product, shared, anyWrite: false, cancellation, knownOnly: true);
        await SeeAsync(Wanted.Partner, OdooDomain.All, anyWrite: false, cancellation, knownOnly: true);
        await SeeAsync(Wanted.SupplierPrice, shared, anyWrite: false, cancellation);
        await SeeAsync(Wanted.Location, shared, anyWrite: false, cancellation);
    }

    /// <param name="anyWrite">Whatever was written counts.</param>
    /// <param name="of">A new record counts when it belongs to one that is known.</param>
    /// <param name="knownOnly">A new record does not count: it is read when something names it.</param>
    private async Task SeeAsync(
        ModelFields model, JsonArray domain, bool anyWrite, CancellationToken cancellation, (string Model, string Field)? of = null, bool knownOnly = false)
    {
        var rows = new List<OdooRow>();
        var since = SiteDomains.Since(domain, memory.Cursors.Since(model.Model));
        await foreach (var row in reader.RowsAsync(model, since, cancellation, archivedToo: true))
            rows.Add(row);
        foreach (var row in rows.Where(row => memory.Cursors.IsNew(model.Model, row)))
        {
            var known = memory.Rows.Find(model.Model, row.Id);
            _wantsAll |= known is { } before
                ? !before.Says(row, Besides) || (anyWrite && before.WrittenAt != row.WrittenAt)
                : !knownOnly && !IsArchived(row) && IsOurs(model.Model, row) && (of is not { } owner || memory.Rows.Find(owner.Model, row.Ref(owner.Field)) is not null);
        }
        _taken.Add(() => memory.Cursors.Advance(model.Model, rows, now));
    }

    private static bool IsArchived(OdooRow row) => row.Has("active") && !row.Flag("active");

    /// <summary>New records that mean nothing: maintenance without a time, time off that is a planned work order, a price of a product nothing names.</summary>
    private bool IsOurs(string model, OdooRow row) => model switch
    {
        OdooModels.Maintenance => row.Instant("schedule_date") is not null,
        OdooModels.SupplierPrice => memory.Mapping.Products.Variants.Contains(row.Ref("product_tmpl_id") ?? 0),
        _ => true,
    };
}
