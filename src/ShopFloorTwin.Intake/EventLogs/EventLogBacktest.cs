using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>
/// Walks an event log forward in time: folds what had happened, forecasts the finish of open orders, and scores that against
/// what came. Nothing behind the moment of a forecast is known to it.
/// </summary>
public static class EventLogBacktest
{
    // An order is forecast when its work begins, and each time its age has doubled, in days.
    private static readonly double[] Ages = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256];

    // Before so many orders were done there is nothing to compare with.
    private const int LeastDone = 3;

    /// <param name="csv">The log; left open.</param>
    /// <param name="options">Columns, time zone, when a case is finished.</param>
    /// <param name="from">Forecasts made before are not scored; null: all are.</param>
    /// <param name="settings">Of the forecasts.</param>
    /// <exception cref="EventLogFault">The log cannot be read, or holds no work.</exception>
    public static BacktestReport Run(TextReader csv, EventLogOptions options, DateTimeOffset? from = null, ForecastSettings? settings = null)
    {
        var log = EventLogHistory.Of(csv, options);
        var floor = new WalkedFloor(log, settings ?? new ForecastSettings());
        var history = new LeadTimes();
        var table = new BacktestTable();
        var last = new Dictionary<string, (DateTimeOffset At, double[] Quantiles)>(StringComparer.Ordinal);
        var (first, latest) = ((DateTimeOffset?)null, (DateTimeOffset?)null);
        var (made, open) = (0, 0);
        foreach (var moment in Moments(log).GroupBy(moment => moment.At).OrderBy(group => group.Key))
        {
            history.Advance(log, moment.Key);
            var isScored = history.Count >= LeastDone && !(moment.Key < from);
            var forecast = floor.At(moment.Key, history);
            foreach (var (_, one) in moment.OrderBy(one => one.Case.Order, StringComparer.Ordinal))
            {
                var twin = forecast[one.Order];
                if (isScored)
                {
                    (first, latest) = (first ?? moment.Key, moment.Key);
                    (made, open) = (made + 1, open + (one.Finished is null ? 1 : 0));
                    Score(table, log.End, moment.Key, one, twin, history, last.TryGetValue(one.Order, out var before) ? before : null, floor.PlannedOf(one.Order));
                }
                last[one.Order] = (moment.Key, twin.Quantiles!);
            }
        }
        return new BacktestReport
        {
            Kind = "eventLog",
            Target = "finish of an open order, in minutes from the forecast; forecast when its work begins and each time its age has doubled, from a day on",
            Unit = "minutes",
            From = first,
            To = latest,
            Forecasts = made,
            Censored = open,
            Assumptions = EventLogHistory.Assumptions,
            Methods = table.Methods(),
        };
    }

    private static IEnumerable<(DateTimeOffset At, EventLogCase Case)> Moments(EventLogHistory log)
    {
        foreach (var one in log.Cases)
        {
            foreach (var age in Ages)
            {
                var at = one.Released.AddDays(age).AddMinutes(1);
                if (at < log.End && !(one.Finished <= at))
                    yield return (at, one);
            }
        }
    }

    private static void Score(
        BacktestTable table, DateTimeOffset end, DateTimeOffset at, EventLogCase one, OrderForecast twin, LeadTimes history,
        (DateTimeOffset At, double[] Quantiles)? before, DateTimeOffset? planned)
    {
        var actual = one.Finished is { } finish ? (finish - at).TotalMinutes : (double?)null;
        var seen = (end - at).TotalMinutes;
        var age = (at - one.Released).TotalMinutes;
        // Whether it was late is known once it is done, or its date has passed within the log.
        double? late = planned is { } date && (one.Finished is not null || date <= end) ? twin.LateProbability : null;
        table.Add("twin", "the twin's forecast", at, twin.Quantiles, actual, seen, late, !(one.Finished <= planned));
        table.Add("plannedDate", "median lead time known at release", at, QuantileLevels.Point(Math.Max(0, ((planned ?? at) - at).TotalMinutes)), actual, seen);
        table.Add("historicalMean", "mean lead time of the orders done so far", at, QuantileLevels.Point(Math.Max(0, history.Mean - age)), actual, seen);
        table.Add("historicalQuantiles", "quantiles of the lead times of the orders done so far", at, history.Rest(age, isLonger: false), actual, seen);
        table.Add("historicalQuantilesOfOlder", "the same of those that took longer than this order has", at, history.Rest(age, isLonger: true), actual, seen);
        var repeated = before is { } known
            ? Array.ConvertAll(known.Quantiles, quantile => Math.Max(0, quantile - (at - known.At).TotalMinutes))
            : history.Rest(age, isLonger: false);
        table.Add("lastForecast", "the twin's forecast before, kept; at first the historical quantiles", at, repeated, actual, seen);
    }
}
