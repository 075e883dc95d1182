using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>One change of a what-if, laid over the twins of a site; in JSON its <c>kind</c> says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(DelaySupply), "delaySupply")]
[JsonDerivedType(typeof(ExpediteSupply), "expediteSupply")]
[JsonDerivedType(typeof(CancelSupply), "cancelSupply")]
[JsonDerivedType(typeof(StopWorkCenter), "stopWorkCenter")]
[JsonDerivedType(typeof(AddShift), "addShift")]
[JsonDerivedType(typeof(SetCapacity), "setCapacity")]
[JsonDerivedType(typeof(SetEfficiency), "setEfficiency")]
[JsonDerivedType(typeof(MoveOperation), "moveOperation")]
[JsonDerivedType(typeof(SetPriority), "setPriority")]
[JsonDerivedType(typeof(SetQuantity), "setQuantity")]
[JsonDerivedType(typeof(SetDue), "setDue")]
[JsonDerivedType(typeof(CancelOrder), "cancelOrder")]
[JsonDerivedType(typeof(AddOrder), "addOrder")]
[JsonDerivedType(typeof(SplitOrder), "splitOrder")]
[JsonDerivedType(typeof(ReleaseHold), "releaseHold")]
public abstract record Edit;

/// <summary>The open part of a purchase order line comes later: as <c>supplier.delayed.v1</c>.</summary>
public sealed record DelaySupply : Edit
{
    public required string PurchaseOrder { get; init; }
    public required string Line { get; init; }
    public required DateTimeOffset To { get; init; }
}

/// <summary>
/// The open part of a purchase order line comes earlier: as <c>supplier.confirmed.v1</c>. With <see cref="Component"/> and
/// <see cref="Quantity"/> a line that is not there yet is bought: as <c>supplier.ordered.v1</c>, due then.
/// </summary>
public sealed record ExpediteSupply : Edit
{
    public required string PurchaseOrder { get; init; }
    public required string Line { get; init; }
    public required DateTimeOffset To { get; init; }

    /// <summary>Of a line that is bought; null: the line is there.</summary>
    public string? Component { get; init; }

    /// <summary>Of a line that is bought.</summary>
    public double? Quantity { get; init; }

    /// <summary>Of a line that is bought; null: that of the purchase order, or else of the component.</summary>
    public string? Supplier { get; init; }

    [JsonIgnore]
    internal bool IsBought => Component is not null || Quantity is not null || Supplier is not null;
}

/// <summary>The open part of a purchase order line does not come: as <c>supplier.cancelled.v1</c>.</summary>
public sealed record CancelSupply : Edit
{
    public required string PurchaseOrder { get; init; }
    public required string Line { get; init; }
}

/// <summary>A planned stop: as <c>maintenance.planned.v1</c>.</summary>
public sealed record StopWorkCenter : Edit
{
    public required string WorkCenter { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
}

/// <summary>A work center is open for a time, beside its calendar's hours. Whole minutes of the site's time zone.</summary>
public sealed record AddShift : Edit
{
    public required string WorkCenter { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
}

/// <summary>So many parallel units: from now on, or from a later time on, or until one. A unit at work when it goes ends what it does.</summary>
public sealed record SetCapacity : Edit
{
    public required string WorkCenter { get; init; }
    public required int Capacity { get; init; }

    /// <summary>Null: now, and for good. Several such times of one work center must lie apart.</summary>
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
}

/// <summary>Planned minutes are divided by it.</summary>
public sealed record SetEfficiency : Edit
{
    public required string WorkCenter { get; init; }
    public required double Efficiency { get; init; }
}

/// <summary>An open operation that does not run is done at another work center: as <c>order.changed.v1</c>.</summary>
public sealed record MoveOperation : Edit
{
    public required string Order { get; init; }
    public required string Operation { get; init; }
    public required string WorkCenter { get; init; }
}

/// <summary>0 to 9, as <c>order.changed.v1</c>.</summary>
public sealed record SetPriority : Edit
{
    public required string Order { get; init; }
    public required int Priority { get; init; }
}

/// <summary>As <c>order.changed.v1</c>: what depends on the quantity is scaled.</summary>
public sealed record SetQuantity : Edit
{
    public required string Order { get; init; }
    public required double Quantity { get; init; }
}

/// <summary>As <c>order.changed.v1</c>.</summary>
public sealed record SetDue : Edit
{
    public required string Order { get; init; }
    public required DateTimeOffset Due { get; init; }
}

/// <summary>As <c>order.cancelled.v1</c>.</summary>
public sealed record CancelOrder : Edit
{
    public required string Order { get; init; }
}

/// <summary>As <c>order.released.v1</c>.</summary>
public sealed record AddOrder : Edit
{
    public required OrderSpec Order { get; init; }
}

/// <summary>So much of an order that has not started becomes an order of its own, <c>{order}/2</c> or the next number that is free.</summary>
public sealed record SplitOrder : Edit
{
    public required string Order { get; init; }

    /// <summary>Of the new order.</summary>
    public required double Quantity { get; init; }
}

/// <summary>All that is held of a component, or an order, is released: as <c>quality.released.v1</c>. One of the two is given.</summary>
public sealed record ReleaseHold : Edit
{
    public string? Component { get; init; }
    public string? Order { get; init; }
}
