using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Configuration;

/// <summary>Which engine runs the twins.</summary>
public enum EngineKind { Embedded, Orleans }

/// <summary>The checked configuration of the product.</summary>
public sealed record TwinSettings
{
    /// <summary>Full path.</summary>
    public required string Data { get; init; }

    /// <summary><c>sqlite</c>, or a PostgreSQL connection string.</summary>
    public required string Store { get; init; }
    public required EngineKind Engine { get; init; }

    /// <summary>With <see cref="EngineKind.Orleans"/>.</summary>
    public required SiloPlace Place { get; init; }
    public required EngineClock Clock { get; init; }

    /// <summary>Null: as it follows from what is there.</summary>
    public required bool? Demo { get; init; }

    /// <summary>The sites' rules are looked after.</summary>
    public required bool Decides { get; init; }
    public required int Samples { get; init; }

    /// <summary>Behind each forecast.</summary>
    public required TimeSpan IdleSuggestions { get; init; }
    public required RiskThresholds Thresholds { get; init; }

    /// <summary>Of the sites that are configured, by site.</summary>
    public required IReadOnlyDictionary<string, RiskThresholds> SiteThresholds { get; init; }

    /// <summary>Decision rules of sites without their own.</summary>
    public required DecisionRules Rules { get; init; }

    /// <summary>Of the sites that are configured, by site.</summary>
    public required IReadOnlyDictionary<string, DecisionRules> SiteRules { get; init; }

    /// <summary>The Odoo instances, by the order of their names.</summary>
    public required IReadOnlyList<OdooSettings> Odoo { get; init; }
    public required string? BootstrapKey { get; init; }

    /// <summary>Where the server listens; null: as <c>Kestrel:Endpoints</c> says.</summary>
    public required IReadOnlyList<string>? Urls { get; init; }

    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>An Odoo instance is configured.</summary>
    public bool HasOdoo => Odoo.Count > 0;

    public RiskThresholds ThresholdsOf(string site) => SiteThresholds.GetValueOrDefault(site, Thresholds);
}
