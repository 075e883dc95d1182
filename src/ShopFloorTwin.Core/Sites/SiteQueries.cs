using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Sites;

/// <summary>Pages through work centers, components or suppliers, by id.</summary>
public sealed record ListQuery(string? After = null, int Limit = 50);

/// <summary>A past moment: a position, or an instant of the site's clock.</summary>
public readonly record struct PastMoment(long? Position, DateTimeOffset? At);
