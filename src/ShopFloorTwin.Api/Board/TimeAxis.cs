using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Board;

/// <summary>The one time scale that all fans of a page share, so that they can be compared.</summary>
internal sealed class TimeAxis
{
    /// <summary>From left to right: places are percentages, so that a drawing fits any width.</summary>
    public const double Width = 100;
    private const double Shown = 0.9;
    private const int LabelsMax = 4;

    private readonly DateTimeOffset _from;
    private readonly double _minutes;

    private TimeAxis(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        (_from, Now) = (from, now);
        _minutes = Math.Max(60, (to - from).TotalMinutes);
    }

    /// <summary>The moment of the forecast.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Spans what most of the orders need; the few that reach further are cut at the edge.</summary>
    public static TimeAxis Over(IReadOnlyList<OrderView> orders, DateTimeOffset now)
    {
        var ends = orders.Where(order => order.Forecast is not null)
            .Select(order => order.Due > order.Forecast!.P95 ? order.Due.Value : order.Forecast!.P95).Order().ToList();
        var to = ends.Count == 0 ? now.AddDays(1) : ends[(int)((ends.Count - 1) * Shown)];
        if (to < now.AddHours(4))
            to = now.AddHours(4);
        var earliest = orders.Select(order => order.Due).Append(now).Min()!.Value;
        var furthestBack = now - (to - now) / 4;
        var from = earliest < furthestBack ? furthestBack : earliest;
        var margin = (to - from) / 40;
        return new TimeAxis(from - margin, to + margin, now);
    }

    /// <summary>Where an instant stands, kept within the drawing.</summary>
    public double X(DateTimeOffset time) => Math.Clamp((time - _from).TotalMinutes / _minutes * Width, 0, Width);

    public bool IsBeyond(DateTimeOffset time) => (time - _from).TotalMinutes > _minutes;

    /// <summary>Local midnights within the drawing, thinned out to what can be read.</summary>
    public IEnumerable<(double X, DateTimeOffset Day)> Days(LocalTimes times)
    {
        var step = Math.Max(1, (int)Math.Ceiling(_minutes / 1440 / LabelsMax));
        var day = times.Local(_from).Date.AddDays(1);
        for (var i = 0; i < LabelsMax + 1; i++, day = day.AddDays(step))
        {
            var instant = new DateTimeOffset(day, times.Zone.GetUtcOffset(day));
            if (!IsBeyond(instant))
                yield return (X(instant), instant);
        }
    }
}
