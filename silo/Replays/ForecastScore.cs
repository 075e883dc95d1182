namespace ShopFloorTwin.Silo.Replays;

/// <summary>
/// How forecasts compared with what happened. Only orders that finished before the replay's end are scored:
/// what is still open then is censored, and counted apart.
/// </summary>
/// <param name="Scored">Forecasts whose order finished.</param>
/// <param name="StillOpen">Forecasts whose order did not.</param>
/// <param name="P10">Share of the scored that finished by the p10; 0.10 is right. The same for the others.</param>
/// <param name="ErrorHours">Median of |actual - p50|, in hours.</param>
/// <param name="BaselineErrorHours">Median of |actual - planned finish|, in hours: what a planner would go by otherwise.</param>
/// <param name="Brier">Mean squared error of the late probability, over orders with a due date; null without any.</param>
public sealed record ForecastScore(
    int Scored, int StillOpen, double? P10, double? P50, double? P80, double? P95,
    double? ErrorHours, double? BaselineErrorHours, double? Brier)
{
    /// <param name="made">The forecasts.</param>
    /// <param name="actuals">When each order was done; orders still open are left out.</param>
    public static ForecastScore Of(IEnumerable<MadeForecast> made, IReadOnlyDictionary<string, DateTimeOffset> actuals)
    {
        var all = made.ToList();
        var scored = all.Where(forecast => actuals.ContainsKey(forecast.Order)).Select(forecast => (Made: forecast, Actual: actuals[forecast.Order])).ToList();
        double? ShareBy(Func<MadeForecast, DateTimeOffset> quantile) =>
            scored.Count == 0 ? null : scored.Count(pair => pair.Actual <= quantile(pair.Made)) / (double)scored.Count;
        return new ForecastScore(
            scored.Count,
            all.Count - scored.Count,
            ShareBy(forecast => forecast.Forecast.P10),
            ShareBy(forecast => forecast.Forecast.P50),
            ShareBy(forecast => forecast.Forecast.P80),
            ShareBy(forecast => forecast.Forecast.P95),
            Median(scored.Select(pair => Hours(pair.Actual - pair.Made.Forecast.P50))),
            Median(scored.Where(pair => pair.Made.Baseline is not null).Select(pair => Hours(pair.Actual - pair.Made.Baseline!.Value))),
            BrierOf(scored));
    }

    private static double? BrierOf(IEnumerable<(MadeForecast Made, DateTimeOffset Actual)> scored) => scored
        .Where(pair => pair.Made.Due is not null)
        .Select(pair => Math.Pow(pair.Made.LateProbability - (pair.Actual > pair.Made.Due ? 1 : 0), 2))
        .Select(square => (double?)square)
        .Average();

    private static double Hours(TimeSpan span) => Math.Abs(span.TotalHours);

    private static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null
            : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
