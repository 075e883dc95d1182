using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>Sums how far two forecasts of one floor, on the same samples, are apart: over all orders, and by batch of samples.</summary>
internal sealed class DifferenceSums(SiteForecast before, SiteForecast after)
{
    private readonly double[] _late = new double[LateBatches.Count];
    private readonly double[] _minutes = new double[LateBatches.Count];
    private readonly double[] _cost = new double[LateBatches.Count];
    private double _lateSum, _minutesSum, _costSum;

    /// <summary>After less before, and how sure that is.</summary>
    public WhatIfDifference Sums => new(Difference.Of(_lateSum, _late), Difference.Of(_minutesSum, _minutes), Difference.Of(_costSum, _cost));

    /// <summary>By batch: the lateness of all orders together, after less before.</summary>
    public ReadOnlySpan<double> Minutes => _minutes;

    /// <summary>Adds an order; null: it is not open there.</summary>
    public void Add(OrderForecast? was, OrderForecast? now)
    {
        if (was?.Late is null && now?.Late is null)
            return;
        var probability = (now?.LateProbability ?? 0) - (was?.LateProbability ?? 0);
        var minutes = (now?.ExpectedLatenessMinutes ?? 0) - (was?.ExpectedLatenessMinutes ?? 0);
        var (valueBefore, valueAfter) = (Value(before, was), Value(after, now));
        if (probability == 0 && minutes == 0 && valueBefore.Equals(valueAfter))
            return;
        _lateSum += probability;
        _minutesSum += minutes;
        _costSum += Tardiness.Cost(valueAfter, now?.ExpectedLatenessMinutes ?? 0) - Tardiness.Cost(valueBefore, was?.ExpectedLatenessMinutes ?? 0);
        var (then, here) = (was?.Late?.Batches, now?.Late?.Batches);
        for (var i = 0; i < LateBatches.Count; i++)
        {
            var (minutesThen, minutesHere) = (then?.Minutes[i] ?? 0, here?.Minutes[i] ?? 0);
            _late[i] += (here?.Late[i] ?? 0) - (double)(then?.Late[i] ?? 0);
            _minutes[i] += minutesHere - (double)minutesThen;
            _cost[i] += Tardiness.Cost(valueAfter, minutesHere) - Tardiness.Cost(valueBefore, minutesThen);
        }
    }

    private static double Value(SiteForecast forecast, OrderForecast? order) => order is null ? 0 : forecast.Twins.Orders[order.Order].Value ?? 0;
}
