using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.Truth;

/// <summary>The published quantiles of a forecast at every level that is scored.</summary>
internal static class ForecastLevels
{
    private static readonly double[] Known = [0.10, 0.50, 0.80, 0.95];

    /// <summary>
    /// Minutes after the forecast was made. Between the published p10, p50, p80 and p95 it is straight, below p10 it goes on as
    /// between p10 and p50: coverage and loss at the published levels are exact, the CRPS is near.
    /// </summary>
    public static double[] Of(OrderForecast forecast, DateTimeOffset madeAt)
    {
        double[] minutes = [Minutes(forecast.P10), Minutes(forecast.P50), Minutes(forecast.P80), Minutes(forecast.P95)];
        return [.. QuantileLevels.All.Select(level => Math.Max(0, At(level)))];

        double Minutes(DateTimeOffset at) => (at - madeAt).TotalMinutes;

        double At(double level)
        {
            var i = 1;
            while (i < Known.Length - 1 && Known[i] < level - 1e-9)
                i++;
            return minutes[i - 1] + (level - Known[i - 1]) / (Known[i] - Known[i - 1]) * (minutes[i] - minutes[i - 1]);
        }
    }
}
