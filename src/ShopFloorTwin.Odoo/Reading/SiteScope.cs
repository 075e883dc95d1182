namespace ShopFloorTwin.Odoo.Reading;

/// <summary>Which part of an Odoo database is a site: found out from the configured names before anything else is read.</summary>
public sealed record SiteScope
{
    /// <summary>Id of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Of the company, or of the warehouse where a site is one.</summary>
    public string? Name { get; init; }

    /// <summary>Id of the <c>res.company</c>.</summary>
    public required long Company { get; init; }

    /// <summary>Code of the company's currency.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>IANA zone of the site's local times; null: the one most of its work centers' calendars are in.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Ids of the <c>stock.warehouse</c>s of the site; null: all of the company.</summary>
    public IReadOnlySet<long>? Warehouses { get; init; }

    /// <summary>Stock in or under these <c>stock.location</c>s is on hold.</summary>
    public IReadOnlySet<long> HoldLocations { get; init; } = new HashSet<long>();

    /// <summary>Stock of the lots with these names is on hold, wherever it lies.</summary>
    public IReadOnlySet<string> HoldLots { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}
