using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Components;

/// <summary>Live state of one product's stock at the site: counts, moves after the last count, holds.</summary>
public sealed partial record ComponentTwin
{
    /// <summary>The product's id.</summary>
    public required string Id { get; init; }

    /// <summary>Units in stock, the held ones included, as the stock events say.</summary>
    public double OnHand { get; init; }

    /// <summary>Units on hold by a count or the plant document; those of <see cref="Holds"/> come on top.</summary>
    public double CountedOnHold { get; init; }

    /// <summary>The event or document of the last count; null: never counted.</summary>
    public EventRef? LevelEvent { get; init; }

    /// <summary>What the last count found, and what it was held against; null: never counted.</summary>
    public StockCount? Count { get; init; }

    /// <summary>Receipts and consumptions after the last count, newest last, bounded.</summary>
    public ImmutableArray<StockMove> Moves { get; init; } = [];
    public ImmutableArray<Hold> Holds { get; init; } = [];

    /// <summary>The last releases, so that a hold older than its release does not hold when it comes late.</summary>
    public ImmutableArray<HoldRelease> Releases { get; init; } = [];

    /// <summary>The last event that took stock away unplanned (a lower count, say): the root of a shortage.</summary>
    public EventRef? LossEvent { get; init; }

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; init; }

    /// <summary>Units on hold, at most what is on hand.</summary>
    public double OnHold
    {
        get
        {
            var held = CountedOnHold;
            foreach (var hold in Holds)
                held += hold.Quantity ?? OnHand;
            return Math.Clamp(held, 0, Math.Max(0, OnHand));
        }
    }
}

/// <summary>A count of stock and what it was held against.</summary>
public sealed record StockCount
{
    /// <summary>Units found, plus the oldest moves since once there are too many to keep.</summary>
    public double Level { get; init; }

    /// <summary>Units there should have been: the count before and the moves between the two.</summary>
    public double Expected { get; init; }

    /// <summary>Time of the count before; a late move after it still belongs to <see cref="Expected"/>.</summary>
    public DateTimeOffset? Previous { get; init; }

    /// <summary>The loss known before this count: it stands again when late moves explain this count.</summary>
    public EventRef? LossBefore { get; init; }

    /// <summary>When units on hold were last counted.</summary>
    public DateTimeOffset? HeldCountedAt { get; init; }
}

/// <summary>A change of stock: positive in, negative out.</summary>
public readonly record struct StockMove(DateTimeOffset Time, double Quantity);
