using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>Planned and worked minutes of operations, by the calendars of a forecast.</summary>
internal sealed class WorkFigures
{
    private readonly SiteForecast _forecast;
    private readonly Dictionary<string, int> _centers = new(StringComparer.Ordinal);

    public WorkFigures(SiteForecast forecast)
    {
        _forecast = forecast;
        for (var i = 0; i < forecast.Twins.WorkCenters.Count; i++)
            _centers.Add(forecast.Twins.WorkCenters[i].Id, i);
    }

    public WorkCenterTwin? Center(OperationTwin operation) =>
        _centers.TryGetValue(operation.WorkCenter, out var place) ? _forecast.Twins.WorkCenters[place] : null;

    /// <summary>Minutes for the whole order, at the work center's efficiency.</summary>
    public double Planned(OperationTwin operation) => operation.PlannedMinutes / Math.Max(0.001, Center(operation)?.Efficiency ?? 1);

    /// <summary>Open minutes of the work center in which it was worked on, up to now; null: nothing tells.</summary>
    public double? Worked(OperationTwin operation)
    {
        var spans = operation.Spans(_forecast.AsOf);
        if (!spans.Any() && operation.WorkedMinutes <= 0)
            return null;
        var worked = operation.WorkedMinutes;
        foreach (var span in spans)
        {
            worked += _centers.TryGetValue(operation.WorkCenter, out var place)
                ? _forecast.WorkCenters[place].OpenMinutes(span.From, span.To)
                : (span.To - span.From).TotalMinutes;
        }
        return worked;
    }

    /// <summary>Money for so many minutes; null: the work center states no cost.</summary>
    public double? Cost(OperationTwin operation, double minutes) => minutes / 60 * Center(operation)?.CostPerHour;
}
