using System.Globalization;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.Deliveries;

/// <summary>
/// Walks a log of deliveries forward in time: on each morning what was recorded before is known, the lines that are open are forecast,
/// and what came is scored when it is recorded. Nothing behind the moment of a forecast is known to it.
/// </summary>
public static class DeliveriesBacktest
{
    private const int MonthAheadDays = 30;

    /// <param name="csv">The log; left open.</param>
    /// <param name="options">Columns and forms of dates.</param>
    /// <param name="from">Forecasts made before are not scored, but learned from; null: all are.</param>
    /// <exception cref="DeliveriesFault">The log cannot be read, or holds no deliveries.</exception>
    public static BacktestReport Run(TextReader csv, DeliveriesOptions options, DateTimeOffset? from = null)
    {
        var lines = DeliveriesReader.Read(csv, options);
        if (!lines.Exists(line => line.Delivered is not null))
            throw new DeliveriesFault("the log holds no deliveries");
        var end = lines.Max(line => line.Recorded ?? int.MinValue);
        var scores = new DeliveryScores(end, lines.Exists(line => line.Recorded is null));
        var walk = new DeliveryWalk();
        foreach (var day in Steps(lines, end).GroupBy(step => step.Day).OrderBy(day => day.Key))
        {
            walk.Age();
            var steps = day.ToList();
            foreach (var step in steps.Where(step => step.Kind == StepKind.Known))
                walk.Open(step.Line);
            foreach (var step in steps.Where(step => step.Kind == StepKind.Forecast && !(DeliveriesReader.Morning(day.Key) < from)))
                scores.Add(step.Line, day.Key, walk);
            foreach (var step in steps.Where(step => step.Kind == StepKind.Recorded))
            {
                walk.Receive(step.Line);
                scores.Came(step.Line);
            }
        }
        return scores.Report(Assumptions(options, scores));
    }

    private static IEnumerable<Step> Steps(List<Delivery> lines, int end)
    {
        foreach (var line in lines)
        {
            yield return new Step(line.Known, StepKind.Known, line);
            if (line.Recorded is { } recorded)
                yield return new Step(recorded, StepKind.Recorded, line);
            foreach (var day in new[] { line.Known, line.Promised - MonthAheadDays, line.Promised }.Distinct())
            {
                if (day >= line.Known && day <= end && !(line.Delivered < day))
                    yield return new Step(day, StepKind.Forecast, line);
            }
        }
    }

    private static string[] Assumptions(DeliveriesOptions options, DeliveryScores scores) =>
    [
        $"a line is forecast when it is ordered ({options.KnownDays} days before its promised day where the log does not say), 30 days before its promised day, and on the morning of it, as long as it has not come",
        "every line is one delivery; it is known from the day it is recorded",
        "there is no warm-up: the first forecasts rest on the stated prior alone",
        "a promised date is right to the day; where a quantile falls on the promised day itself, it is placed within a quarter of an hour or two of it such that each level covers its share (a tie is neither above nor below); 'twinWholeDays' counts every line that came on the promised day as covered, and a perfect forecast would cover more than its level there",
        string.Create(
            CultureInfo.InvariantCulture,
            $"with a line on the promised day counted by the part of its probability below the level (mid-distribution), the twin covers {scores.MidCoverage(QuantileLevels.P50):0.000} at p50, {scores.MidCoverage(QuantileLevels.P80):0.000} at p80, {scores.MidCoverage(QuantileLevels.P95):0.000} at p95"),
    ];

    private enum StepKind
    {
        Known,
        Forecast,
        Recorded,
    }

    private readonly record struct Step(int Day, StepKind Kind, Delivery Line);
}
