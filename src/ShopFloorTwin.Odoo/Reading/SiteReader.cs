using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Changes;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading;

/// <summary>
/// Reads one site of an Odoo instance: all of it, then what changed, now and then what is gone. What it remembers is derived:
/// a new reader reads everything once, and the journal passes over what it holds already. One call at a time; not for concurrent use.
/// </summary>
/// <param name="odoo">The instance.</param>
/// <param name="options">Which part of it.</param>
/// <param name="time">The clock.</param>
/// <param name="overlap">How far back of the newest change is asked for again; longer than any transaction in Odoo takes.</param>
public sealed partial class SiteReader(IOdooClient odoo, OdooSiteOptions options, TimeProvider time, TimeSpan overlap)
{
    private readonly FieldCatalog _catalog = new(odoo);
    private readonly OdooEvent _events = new(odoo.Instance);
    private SiteMemory? _memory;

    /// <summary>What the last whole reading found to look at, and what changes found since.</summary>
    public FindingList Findings { get; private set; } = new();

    /// <summary>Which id is which record; empty before the first whole reading.</summary>
    public OdooLinks Links => _memory?.Mapping.Links ?? new OdooLinks();

    /// <summary>Orders the twin was told of that are open.</summary>
    public int OpenOrders => _memory?.Orders.Values.Count(order => !order.IsClosed) ?? 0;

    /// <summary>Everything, as one plant document; no event for it when Odoo has not changed since the last one.</summary>
    /// <exception cref="OdooFault">Odoo is away, or refuses.</exception>
    /// <exception cref="SiteScopeFault">What is configured is not there.</exception>
    public async Task<SiteReading> ReadAllAsync(TwinKnowledge knowledge, CancellationToken cancellation)
    {
        var asOf = ToSecond(time.GetUtcNow());
        var asked = _catalog.Calls;
        var rows = new OdooRows();
        var findings = new FindingList();
        var scoping = new RowReader(odoo, _catalog, null);
        var scope = await SiteScopes.ResolveAsync(scoping, options, rows, cancellation);
        var reader = new RowReader(odoo, _catalog, scope.Company);
        await new SiteRowReader(reader, scope, rows).ReadAsync(asOf, knowledge.OpenOrders, cancellation);
        var blocks = await WorkCenterBlocks.ReadAsync(reader, scope, asOf, cancellation);
        foreach (var (model, why) in _catalog.Unreadable)
            findings.Add("unreadable", model, 0, null, $"cannot be read: {why}", "what it would say is not known here");

        var mapping = new PlantMapping(rows, scope, asOf, findings, new OdooLinks());
        var plant = mapping.Plant((purchase, line) => knowledge.Promised.TryGetValue((purchase, line), out var date) ? date : null).Plant;
        var document = NameOf(plant, rows.NewestWrite);
        IEnumerable<CloudEvent> import = document == _memory?.Document ? [] : [_events.Named(document, asOf, new PlantImportedData(plant) { Entity = plant.Site })];
        // The newest record seen may be younger than one of a model that was read before it was written.
        var cursors = new ChangeCursors((rows.NewestWrite ?? asOf) - (time.GetUtcNow() - asOf), asOf, overlap);
        var memory = SiteMemory.Of(rows, scope, mapping, plant, document, cursors, _memory);
        return new SiteReading
        {
            Plant = plant,
            Events = [.. import, .. WorkCenterBlocks.Events(blocks, _events, mapping, asOf)],
            Calls = _catalog.Calls - asked + scoping.Meter.Calls + reader.Meter.Calls,
            Rows = scoping.Meter.Rows + reader.Meter.Rows,
            Taken = () => (_memory, Findings) = (memory, findings),
        };
    }

    /// <summary>The events of a reading are in the journal: go on from there.</summary>
    public void Accept(SiteReading reading) => reading.Taken?.Invoke();

    /// <summary>The event's id follows from what Odoo holds and not from when it was read: an unchanged Odoo tells the journal nothing new.</summary>
    private static string NameOf(PlantDocument plant, DateTimeOffset? newestWrite) =>
        $"plant:{(newestWrite is { } newest ? OdooTime.Write(newest) : "")}:{Fingerprint.Of(PlantWriter.Write(plant with { AsOf = null }))}";

    private static DateTimeOffset ToSecond(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));
}
