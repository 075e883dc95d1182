using System.Text.Json;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>A slice as it is kept: one of the four twins, and what of the site its fold needs.</summary>
internal sealed record SavedSlice
{
    /// <summary>Version of the form: another one is not read, a new base is taken instead.</summary>
    public const int FormNow = 1;

    public required int Form { get; init; }
    public required string Site { get; init; }
    public long Position { get; init; }

    /// <summary>Where the whole site stood when the twin was taken from it.</summary>
    public long BasePosition { get; init; }

    /// <summary>As of, of the plant document taken last: an older purchase order is part of it.</summary>
    public DateTimeOffset? AsOf { get; init; }
    public WorkCenterTwin? WorkCenter { get; init; }
    public OrderTwin? Order { get; init; }
    public ComponentTwin? Component { get; init; }
    public SupplierTwin? Supplier { get; init; }

    /// <summary>What the order makes, as a plant document says it; null when the plan has no such product.</summary>
    public JsonElement? Product { get; init; }

    /// <summary>Those of the order's operations' work centers that the site has.</summary>
    public string[] WorkCentersOfOrder { get; init => field = value ?? []; } = [];
}
