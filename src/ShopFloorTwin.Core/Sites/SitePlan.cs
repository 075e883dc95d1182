using System.Collections.Immutable;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Sites;

/// <summary>What a site's twins share: the master data of its last plant document. Immutable; replaced whole.</summary>
public sealed record SitePlan
{
    public required string Site { get; init; }
    public string? Name { get; init; }
    public string TimeZone { get; init; } = "UTC";
    public string Currency { get; init; } = "EUR";

    /// <summary>As of, of the last document taken.</summary>
    public DateTimeOffset? AsOf { get; init; }
    public ImmutableDictionary<string, CalendarSpec> Calendars { get; init; } = ImmutableDictionary<string, CalendarSpec>.Empty;
    public ImmutableDictionary<string, ProductSpec> Products { get; init; } = ImmutableDictionary<string, ProductSpec>.Empty;
}
