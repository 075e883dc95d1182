using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>
/// Overall equipment effectiveness by ISO 22400-2, from the first machine event to now:
/// availability = actual production time ÷ planned busy time; performance = planned run time per item × produced ÷ actual production time;
/// quality = good ÷ produced; OEE = the product of those that are known. Each is held to 0…1.
/// Planned busy time: open minutes of the calendar less planned stops. Produced: good and scrap.
/// </summary>
internal static class EquipmentEffectiveness
{
    /// <param name="workCenter">Its clock is closed at the last event; the present state counts from there to <paramref name="asOf"/>.</param>
    /// <param name="minutesPerUnit">Planned, at efficiency 1; null when not known.</param>
    public static OeeView Of(WorkCenterTwin workCenter, MachineState state, WorkCenterForecast forecast, double? minutesPerUnit, DateTimeOffset asOf)
    {
        var producing = workCenter.Clock.ProducingMinutes + (state.IsProducing() ? PresentMinutes(workCenter, asOf) : 0);
        var produced = workCenter.Good + workCenter.Scrap;
        var availability = Ratio(producing, workCenter.Clock.From is { } from ? PlannedBusyMinutes(workCenter, forecast, from, asOf) : 0);
        var performance = minutesPerUnit is { } minutes && produced > 0 ? Ratio(minutes / workCenter.Efficiency * produced, producing) : null;
        var quality = Ratio(workCenter.Good, produced);
        var known = new[] { availability, performance, quality }.OfType<double>().ToList();
        return new OeeView(availability, performance, quality, availability is null || known.Count == 0 ? null : known.Aggregate(1.0, (a, b) => a * b));
    }

    /// <summary>Minutes down since the first machine event, the present stop included.</summary>
    public static double DownMinutes(WorkCenterTwin workCenter, MachineState state, DateTimeOffset asOf) =>
        workCenter.Clock.DownMinutes + (state.IsDown() ? PresentMinutes(workCenter, asOf) : 0);

    private static double PresentMinutes(WorkCenterTwin workCenter, DateTimeOffset asOf) =>
        workCenter.Clock.Until is { } until && asOf > until ? (asOf - until).TotalMinutes : 0;

    private static double PlannedBusyMinutes(WorkCenterTwin workCenter, WorkCenterForecast forecast, DateTimeOffset from, DateTimeOffset asOf)
    {
        if (asOf <= from)
            return 0;
        var open = forecast.OpenMinutes(from, asOf);
        var counted = from;
        foreach (var stop in workCenter.PlannedStops.OrderBy(s => s.From))
        {
            var begin = stop.From > counted ? stop.From : counted;
            var end = stop.To < asOf ? stop.To : asOf;
            if (end <= begin)
                continue;
            open -= forecast.OpenMinutes(begin, end);
            counted = end;
        }
        return open;
    }

    private static double? Ratio(double part, double whole) => whole > 0 ? Math.Clamp(part / whole, 0, 1) : null;
}
