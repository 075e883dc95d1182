using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Reading;

/// <summary>What the twin knows of a site before Odoo is read; empty for a site that is new.</summary>
/// <param name="OpenOrders">Ids of its open orders: one that Odoo has no longer open is read all the same, to learn how it ended.</param>
/// <param name="Promised">Due dates of the purchase order lines it knows: Odoo keeps the newest date only.</param>
public sealed record TwinKnowledge(IReadOnlyCollection<string> OpenOrders, IReadOnlyDictionary<(string PurchaseOrder, string Line), DateTimeOffset> Promised)
{
    public static TwinKnowledge Nothing { get; } = new([], new Dictionary<(string, string), DateTimeOffset>());
}

/// <summary>What one reading found. Once the events are in the journal, give it to <see cref="SiteReader.Accept"/>; until then the reader has moved nowhere.</summary>
public sealed record SiteReading
{
    /// <summary>To be taken in this order.</summary>
    public required IReadOnlyList<CloudEvent> Events { get; init; }

    /// <summary>The whole site, where the whole site was read.</summary>
    public PlantDocument? Plant { get; init; }

    /// <summary>Calls it took.</summary>
    public required int Calls { get; init; }

    /// <summary>Rows it took.</summary>
    public required int Rows { get; init; }

    /// <summary>Master data changed, or something was named that was not read: what is here cannot be told by events alone, read everything.</summary>
    public bool WantsAll { get; init; }

    internal Action? Taken { get; init; }
}
