using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Suppliers;

namespace ShopFloorTwin.Core.Suppliers;

/// <summary>Live state of one supplier: its open purchase order lines, what it said of them, how it delivered.</summary>
public sealed partial record SupplierTwin
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Lines by purchase order and line; received and cancelled ones stay until the document drops them.</summary>
    public ImmutableArray<SupplyLine> Lines { get; init; } = [];

    /// <summary>What its receipts taught of its lateness; null: none has come.</summary>
    public DeliveryLearning? Learned { get; init; }

    /// <summary>Lines received in full that had a due date.</summary>
    public int Deliveries { get; init; }
    public int DeliveredOnTime { get; init; }

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; init; }
}

/// <summary>One purchase order line.</summary>
public sealed partial record SupplyLine
{
    public required string PurchaseOrder { get; init; }
    public required string Line { get; init; }
    public required string Product { get; init; }
    public double Quantity { get; init; }
    public double Received { get; init; }
    public DateTimeOffset? Due { get; init; }
    public DateTimeOffset? Confirmed { get; init; }

    /// <summary>When <see cref="Confirmed"/> was said.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Arrival by the last word of the supplier (delay, ETA of a shipment, confirmation); null: as due.</summary>
    public DateTimeOffset? Announced { get; init; }

    /// <summary>When that word was said: an older one that comes later does not change it.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>The event that moved the line behind its due date.</summary>
    public EventRef? DelayEvent { get; init; }
    public string? DelayReason { get; init; }
    public string? Asn { get; init; }

    /// <summary>When the newest shipment was said.</summary>
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>Parts of the line that are on the way by themselves, in the order they were said.</summary>
    public ImmutableArray<Shipment> Shipments { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Time of the newest receipt.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    public EventRef? CancelEvent { get; init; }
    public double Open => CancelEvent is null ? Math.Max(0, Quantity - Received) : 0;

    /// <summary>When the open part is expected, before any statistics.</summary>
    public DateTimeOffset? Expected => Announced ?? Promised;

    /// <summary>The date receipts are held against: as confirmed, else due. What is said of delays and shipments later does not move it.</summary>
    public DateTimeOffset? Promised => Confirmed ?? Due;
}
