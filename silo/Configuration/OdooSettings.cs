using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Silo.Odoo;

namespace ShopFloorTwin.Silo.Configuration;

/// <summary>One configured Odoo: how it is reached, its keys, and which parts of it are sites.</summary>
/// <param name="Keys">One, or two while one replaces the other.</param>
/// <param name="Sites">At least one.</param>
public sealed record OdooSettings(OdooConnection Connection, IReadOnlyList<OdooKeySource> Keys, IReadOnlyList<OdooSiteOptions> Sites)
{
    public string Instance => Connection.Instance;

    /// <summary>How often it is read.</summary>
    public OdooRhythm Rhythm { get; init; } = new();

    /// <summary>When only what is most urgent is written; null: never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>How long a writer that died keeps the next one waiting.</summary>
    public TimeSpan Lease { get; init; }

    /// <summary>The one client of the instance in this process: it keeps the instance's rate.</summary>
    public OdooClient NewClient(TimeProvider time, ILoggerFactory logs) => new(Connection, new RotatingKeys(Keys), time, logs.CreateLogger<OdooClient>());
}
