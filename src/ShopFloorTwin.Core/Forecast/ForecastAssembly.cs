using System.Collections;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Turns minutes and indices into the published forecast. What is seldom read is worked out when it is.</summary>
internal static class ForecastAssembly
{
    // Beyond this a finish has no date worth printing: about 100 years.
    private const double MostMinutes = 52_560_000;

    public static SiteForecast Of(Floor floor, Schedule schedule, SampleRun run)
    {
        var words = new CauseWriter(floor, schedule);
        var reach = new Reach(floor);
        var orders = new OrderForecast[floor.Orders];
        for (var o = 0; o < orders.Length; o++)
        {
            var result = run.Scores[o];
            var (suppliers, components) = reach.Of(o);
            orders[o] = new OrderForecast
            {
                Order = floor.OrderTwin[o],
                P10 = At(floor, result.P10),
                P50 = At(floor, result.P50),
                P80 = At(floor, result.P80),
                P95 = At(floor, result.P95),
                LateProbability = result.LateProbability,
                ExpectedLatenessMinutes = result.LatenessMinutes,
                Causes = result.Shares.Length == 0 ? [] : new Causes(words, o, result),
                Suppliers = suppliers,
                Components = components,
            };
        }
        return new SiteForecast
        {
            Twins = floor.Twins,
            AsOf = floor.AsOf,
            Orders = orders,
            WorkCenters = WorkCenters(floor, schedule, run),
            Components = ComponentAssembly.Of(floor, schedule, orders),
        };
    }

    public static DateTimeOffset At(Floor floor, double minutes) => floor.AsOf.AddMinutes(Math.Clamp(minutes, -MostMinutes, MostMinutes));

    private static WorkCenterForecast[] WorkCenters(Floor floor, Schedule schedule, SampleRun run)
    {
        var queues = new List<QueuedOperation>[floor.Lines.Length];
        for (var w = 0; w < queues.Length; w++)
            queues[w] = [];
        foreach (var i in schedule.Sequence)
        {
            if (i >= 0)
                queues[floor.WorkCenter[i]].Add(new QueuedOperation(floor.OrderTwin[floor.OperationOrder[i]], floor.OperationTwin[i], At(floor, schedule.Start[i]), At(floor, schedule.Finish[i])));
        }
        var forecasts = new WorkCenterForecast[queues.Length];
        for (var w = 0; w < forecasts.Length; w++)
        {
            var calendar = floor.CalendarLines[w];
            forecasts[w] = new WorkCenterForecast
            {
                Queue = queues[w],
                FreeP50 = At(floor, run.FreeP50[w]),
                FreeP80 = At(floor, run.FreeP80[w]),
                OpenMinutes = (from, to) => Math.Max(0, calendar.ToWork((to - floor.AsOf).TotalMinutes) - calendar.ToWork((from - floor.AsOf).TotalMinutes)),
            };
        }
        return forecasts;
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
