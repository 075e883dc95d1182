using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Changes;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading;

public sealed partial class SiteReader
{
    /// <summary>What changed since the last reading that was accepted. Nothing changed: no event.</summary>
    /// <param name="withMasterData">Look at products, bills of materials, work centers and calendars too.</param>
    /// <param name="cancellation">Stops between two calls.</param>
    /// <exception cref="OdooFault">Odoo is away, or refuses.</exception>
    /// <exception cref="InvalidOperationException">Nothing was read as a whole yet.</exception>
    public async Task<SiteReading> ReadChangesAsync(bool withMasterData, CancellationToken cancellation)
    {
        var memory = _memory ?? throw new InvalidOperationException("read everything first");
        var changes = new ChangeReading(new RowReader(odoo, _catalog, memory.Scope.Company), memory, _events, time.GetUtcNow());
        await changes.SeeAsync(cancellation);
        if (withMasterData)
            await changes.SeeMasterDataAsync(cancellation);
        return await changes.TellAsync(cancellation);
    }

    /// <summary>
    /// What was missed, by comparing what is there with what the twin was told: orders and purchase orders that are gone or that nobody told of, and all stock.
    /// </summary>
    /// <exception cref="OdooFault">Odoo is away, or refuses.</exception>
    /// <exception cref="InvalidOperationException">Nothing was read as a whole yet.</exception>
    public async Task<SiteReading> ReconcileAsync(CancellationToken cancellation)
    {
        var memory = _memory ?? throw new InvalidOperationException("read everything first");
        var changes = new ChangeReading(new RowReader(odoo, _catalog, memory.Scope.Company), memory, _events, time.GetUtcNow());
        await changes.CompareAsync(cancellation);
        await changes.SeeMasterDataAsync(cancellation);
        return await changes.TellAsync(cancellation);
    }
}
