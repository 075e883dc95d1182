using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>The orders of two forecasts side by side: which changed, and how sure the sums are apart.</summary>
internal sealed class OrderDifferences
{
    // Less than this, in minutes, is rounding and is not shown as a change.
    private const double Visible = 0.5;

    private readonly (SiteForecast Forecast, RiskBoard Risks) _before, _after;
    private readonly List<(int Before, int After, double Lateness, double Moved)> _changed = [];
    private readonly DifferenceSums _sums;

    public OrderDifferences((SiteForecast, RiskBoard) before, (SiteForecast, RiskBoard) after)
    {
        (_before, _after, _sums) = (before, after, new DifferenceSums(before.Item1, after.Item1));
        foreach (var (b, a) in OrderPairs.Of(_before.Forecast, _after.Forecast))
            Compare(b, a);
        _changed.Sort(static (x, y) => (y.Lateness, y.Moved, x.Before, x.After).CompareTo((x.Lateness, x.Moved, y.Before, y.After)));
    }

    public WhatIfDifference Sums => _sums.Sums;

    /// <summary>How many changed.</summary>
    public int Count => _changed.Count;

    /// <summary>Those that changed most.</summary>
    public IReadOnlyList<OrderDifference> Changed(int most) => [.. _changed.Take(most).Select(one => Of(one.Before, one.After))];

    private void Compare(int b, int a)
    {
        var (before, after) = (At(_before, b), At(_after, a));
        var probability = (after?.LateProbability ?? 0) - (before?.LateProbability ?? 0);
        var minutes = (after?.ExpectedLatenessMinutes ?? 0) - (before?.ExpectedLatenessMinutes ?? 0);
        _sums.Add(before, after);
        var moved = before is null || after is null ? double.PositiveInfinity : Moved(before, after);
        if (moved >= Visible || Math.Abs(minutes) >= Visible || probability != 0 || Risk(_before, b) != Risk(_after, a))
            _changed.Add((b, a, Math.Abs(minutes), moved));
    }

    private OrderDifference Of(int b, int a)
    {
        var (before, after) = (At(_before, b), At(_after, a));
        var differences = new BatchDifferences(before, after);
        return new OrderDifference(
            (before is null ? _after.Forecast.Twins.Orders[after!.Order] : _before.Forecast.Twins.Orders[before.Order]).Id,
            before is null ? OrderChangeKind.Added : after is null ? OrderChangeKind.Gone : OrderChangeKind.Changed,
            Answer(_before, b), Answer(_after, a),
            Difference.Of((after?.LateProbability ?? 0) - (before?.LateProbability ?? 0), differences.Late),
            Difference.Of((after?.ExpectedLatenessMinutes ?? 0) - (before?.ExpectedLatenessMinutes ?? 0), differences.Minutes),
            before is null || after is null ? null : (after.P50 - before.P50).TotalMinutes);
    }

    private static OrderForecast? At((SiteForecast Forecast, RiskBoard) side, int row) => row < 0 ? null : side.Forecast.Orders[row];

    private static OrderAnswer? Answer((SiteForecast Forecast, RiskBoard Risks) side, int row)
    {
        if (At(side, row) is not { } order)
            return null;
        return new OrderAnswer(
            new ForecastView(order.P10, order.P50, order.P80, order.P95), order.LateProbability, order.ExpectedLatenessMinutes,
            Risk(side, row)!.Value, [.. order.Causes.Select(OrderViews.Of)]);
    }

    private static Risk? Risk((SiteForecast Forecast, RiskBoard Risks) side, int row) =>
        row < 0 ? null : side.Risks.Find(side.Forecast.Twins.Orders[side.Forecast.Orders[row].Order].Id)?.Risk ?? Orders.Risk.OnTrack;

    private static double Moved(OrderForecast before, OrderForecast after) => Math.Max(
        Math.Max(Math.Abs((after.P10 - before.P10).TotalMinutes), Math.Abs((after.P50 - before.P50).TotalMinutes)),
        Math.Max(Math.Abs((after.P80 - before.P80).TotalMinutes), Math.Abs((after.P95 - before.P95).TotalMinutes)));
}
