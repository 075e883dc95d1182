using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Sites;

/// <summary>A site as the API shows it.</summary>
public sealed record SiteView
{
    public required string Site { get; init; }
    public required string? Name { get; init; }
    public required string TimeZone { get; init; }
    public required string Currency { get; init; }
    public required SiteKpis Kpis { get; init; }

    /// <summary>Seconds since the forecast was computed.</summary>
    public required double ForecastAgeSeconds { get; init; }

    /// <summary>SHA-256 over all twins, on request (<c>?hash=true</c>).</summary>
    public string? StateHash { get; init; }

    /// <summary>Of the forecast's twins.</summary>
    public required long Position { get; init; }

    /// <summary>Of the journal: what is accepted.</summary>
    public required long JournalPosition { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>Counts and sums over a site's open orders.</summary>
public sealed record SiteKpis
{
    public required int OpenOrders { get; init; }
    public required int Late { get; init; }
    public required int AtRisk { get; init; }
    public required int Watch { get; init; }
    public required int OnTrack { get; init; }

    /// <summary>Sum of late probabilities.</summary>
    public required double ExpectedLateOrders { get; init; }
    public required double ExpectedTardinessMinutes { get; init; }

    /// <summary>Value of orders late or at risk, site currency.</summary>
    public required double ValueAtRisk { get; init; }
    public required int WorkCentersDown { get; init; }
    public required int ComponentsShort { get; init; }
}
