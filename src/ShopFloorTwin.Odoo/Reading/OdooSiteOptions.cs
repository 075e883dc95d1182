namespace ShopFloorTwin.Odoo.Reading;

/// <summary>Which part of an Odoo instance is a site, in words an operator has: resolved against the instance by <see cref="SiteScopes"/>.</summary>
public sealed record OdooSiteOptions
{
    /// <summary>Id of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Name of the company; null where the user sees one only.</summary>
    public string? Company { get; init; }

    /// <summary>Codes of the warehouses; empty: all of the company.</summary>
    public IReadOnlyList<string> Warehouses { get; init; } = [];

    /// <summary>Complete names of locations whose stock is on hold, such as <c>WH/Stock/Quarantine</c>.</summary>
    public IReadOnlyList<string> HoldLocations { get; init; } = [];

    /// <summary>Names of lots that are on hold.</summary>
    public IReadOnlyList<string> HoldLots { get; init; } = [];

    /// <summary>IANA zone of the site; null: that of its calendars.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>A site is configured as a part of Odoo that is not there.</summary>
/// <param name="setting">The setting, as <c>Company</c>.</param>
/// <param name="mend">What to write instead.</param>
public sealed class SiteScopeFault(string setting, string mend) : Exception($"{setting}: {mend}")
{
    public string Setting { get; } = setting;
}
