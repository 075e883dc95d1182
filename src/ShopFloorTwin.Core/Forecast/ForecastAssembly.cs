using System.Collections;
using ShopFloorTwin.Core.Forecast.Coming;
using ShopFloorTwin.Core.Learning.Calibrating;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Turns minutes and indices into the published forecast. What is seldom read is worked out when it is.</summary>
internal static class ForecastAssembly
{
    // Beyond this a finish has no date worth printing: about 100 years.
    private const double MostMinutes = 52_560_000;

    public static SiteForecast Of(Floor floor, Schedule schedule, OrderResult[] results, SampleRun<WithRoots> run, Calibration calibration, bool hasFutures)
    {
        var finishes = Array.ConvertAll(results, static result => (result.P50, result.P80));
        var (start, finish) = (schedule.Start, schedule.Finish);
        var kept = floor.Kept();
        var words = new CauseWriter(kept, [.. schedule.Paths.Take(floor.Orders).Select(static path => path.QueueAt)]);
        var reach = new Reach(kept);
        var orders = new OrderForecast[floor.Orders];
        for (var o = 0; o < orders.Length; o++)
            orders[o] = Order(kept, o, results[o], words, reach);
        return new SiteForecast
        {
            Twins = floor.Twins,
            AsOf = floor.AsOf,
            Calibration = calibration,
            Orders = orders,
            WorkCenters = WorkCenters(kept, schedule, run, start, finish),
            Components = new ComponentForecasts(kept, start, finishes, run.SampleCount),
            HasFutures = hasFutures,
            Load = new FloorLoad(kept, start, finish),
        };
    }

    private static OrderForecast Order(Floor floor, int order, OrderResult result, CauseWriter words, Reach reach)
    {
        return new OrderForecast
        {
            Order = floor.OrderTwin[order],
            P10 = At(floor, result.P10),
            P50 = At(floor, result.P50),
            P80 = At(floor, result.P80),
            P95 = At(floor, result.P95),
            Quantiles = result.All,
            UncorrectedP50 = result.UncorrectedP50,
            UncorrectedP80 = result.UncorrectedP80,
            LateProbability = result.LateProbability,
            ExpectedLatenessMinutes = result.LatenessMinutes,
            Causes = result.Shares.Length == 0 ? [] : new Causes(words, order, result),
            Late = result.Shares.Length == 0 ? null : result,
            Reach = reach,
            Row = order,
        };
    }

    public static DateTimeOffset At(Floor floor, double minutes) => floor.AsOf.AddMinutes(Math.Clamp(minutes, -MostMinutes, MostMinutes));

    private static WorkCenterForecast[] WorkCenters(Floor floor, Schedule schedule, SampleRun<WithRoots> run, float[] start, float[] finish)
    {
        var rows = Rows(floor, schedule);
        var forecasts = new WorkCenterForecast[rows.Length];
        for (var w = 0; w < forecasts.Length; w++)
        {
            var calendar = floor.CalendarLines[w];
            forecasts[w] = new WorkCenterForecast
            {
                Queue = new WorkQueue(floor, rows[w], start, finish),
                FreeP50 = At(floor, run.FreeP50[w]),
                FreeP80 = At(floor, run.FreeP80[w]),
                OpenMinutes = (from, to) => Math.Max(0, calendar.ToWork((to - floor.AsOf).TotalMinutes) - calendar.ToWork((from - floor.AsOf).TotalMinutes)),
            };
        }
        return forecasts;
    }

    /// <summary>By work center: its operations in the order they start.</summary>
    private static int[][] Rows(Floor floor, Schedule schedule)
    {
        var counts = new int[floor.Lines.Length];
        foreach (var i in schedule.Sequence)
        {
            if (i >= 0)
                counts[floor.WorkCenter[i]]++;
        }
        var rows = Array.ConvertAll(counts, static count => new int[count]);
        Array.Clear(counts);
        foreach (var i in schedule.Sequence)
        {
            if (i >= 0)
                rows[floor.WorkCenter[i]][counts[floor.WorkCenter[i]]++] = i;
        }
        return rows;
    }

    /// <summary>The queue of one work center, dated when read.</summary>
    private sealed class WorkQueue(Floor floor, int[] rows, float[] start, float[] finish) : IReadOnlyList<QueuedOperation>
    {
        public int Count => rows.Length;

        public QueuedOperation this[int index] => new(
            floor.OrderTwin[floor.OperationOrder[rows[index]]], floor.OperationTwin[rows[index]], At(floor, start[rows[index]]), At(floor, finish[rows[index]]));

        public IEnumerator<QueuedOperation> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>The causes of one order, put into words when read.</summary>
    private sealed class Causes(CauseWriter words, int order, OrderResult result) : IReadOnlyList<Cause>
    {
        public int Count => result.Shares.Length;

        public Cause this[int index] => words.Write(order, result.Shares[index], result.LatenessMinutes);

        public IEnumerator<Cause> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
