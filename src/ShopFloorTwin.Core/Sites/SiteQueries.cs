using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>Pages through work centers, components or suppliers, by id.</summary>
public sealed record ListQuery(string? After = null, int Limit = 50);

/// <summary>A past moment: a position, or an instant of the site's clock.</summary>
public readonly record struct PastMoment(long? Position, DateTimeOffset? At);

/// <summary>The site as a whole, over a picture.</summary>
public static class SiteQueries
{
    /// <param name="picture">What is published.</param>
    /// <param name="journalPosition">Of what is accepted.</param>
    /// <param name="now">By the site's clock.</param>
    /// <param name="stateHash">Over all twins, when it was asked for.</param>
    public static SiteView Summary(SitePicture picture, long journalPosition, DateTimeOffset now, string? stateHash = null)
    {
        var plan = picture.Twins.Plan;
        return new SiteView
        {
            Site = plan.Site,
            Name = plan.Name,
            TimeZone = plan.TimeZone,
            Currency = plan.Currency,
            Kpis = Kpis(picture),
            ForecastAgeSeconds = Math.Max(0, (now - picture.AsOf).TotalSeconds),
            StateHash = stateHash,
            Position = picture.Position,
            JournalPosition = journalPosition,
            AsOf = picture.AsOf,
        };
    }

    /// <summary>Counts and sums over the picture's open orders.</summary>
    public static SiteKpis Kpis(SitePicture picture)
    {
        var entries = picture.OpenOrders.Entries;
        var counts = new int[Enum.GetValues<Risk>().Length];
        double expectedLate = 0, tardiness = 0, value = 0;
        foreach (var entry in entries)
        {
            counts[(int)entry.Risk]++;
            expectedLate += entry.LateProbability;
            tardiness += entry.LatenessMinutes;
            if (entry.Risk >= Risk.AtRisk)
                value += picture.Twins.Orders[entry.Twin].Value ?? 0;
        }
        return new SiteKpis
        {
            OpenOrders = entries.Length,
            Late = counts[(int)Risk.Late],
            AtRisk = counts[(int)Risk.AtRisk],
            Watch = counts[(int)Risk.Watch],
            OnTrack = counts[(int)Risk.OnTrack],
            ExpectedLateOrders = expectedLate,
            ExpectedTardinessMinutes = tardiness,
            ValueAtRisk = value,
            WorkCentersDown = picture.Twins.WorkCenters.Count(w => PresentState.Of(w).State.IsDown()),
            ComponentsShort = picture.Forecast.Components.Count(c => c.ShortageQuantity > 0),
        };
    }
}
