using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

public sealed partial class ForecastLedger
{
    /// <summary>What variances are made of: the newest finished orders with what was foreseen of them, and scrap by product.</summary>
    public VarianceBasis Basis() => new(
        [.. _finished], _leadTimes.Products.ToDictionary(product => product.Key, product => _leadTimes.Scrap(product.Key), StringComparer.Ordinal), _leadTimes.Scrap(null));

    internal ScoreBook Book => _book;

    /// <summary>Scores or drops what is not open any more.</summary>
    private void Close(SiteTwins twins)
    {
        var closed = _watched.Values.Where(order => order.Place < 0 || !ReferenceEquals(_places[order.Place].Order, order) || _places[order.Place].Generation != _generation).ToList();
        Dictionary<string, OrderTwin>? byId = null;
        var found = new List<(WatchedOrder Order, OrderTwin? Twin)>(closed.Count);
        foreach (var order in closed)
        {
            var twin = order.Place >= 0 && order.Place < twins.Orders.Count ? twins.Orders[order.Place] : null;
            // A document may have taken orders out: the others have moved up.
            if (twin?.Id != order.Id)
                twin = (byId ??= twins.Orders.ToDictionary(one => one.Id, StringComparer.Ordinal)).GetValueOrDefault(order.Id);
            found.Add((order, twin));
        }
        // In the order they finished, whatever order they were seen in: equal journals give equal scores.
        foreach (var (order, twin) in found.OrderBy(one => one.Twin?.Actual).ThenBy(one => one.Order.Id, StringComparer.Ordinal))
            Close(order, twin);
    }

    private void Close(WatchedOrder order, OrderTwin? twin)
    {
        _watched.Remove(order.Id);
        if (order.Place >= 0 && ReferenceEquals(_places[order.Place].Order, order))
            _places[order.Place] = default;
        if (twin is { State: OrderState.Done, Actual: { } actual })
            Score(order, twin, actual);
        else
            Dropped += order.Samples.Length;
        if (order.Trial is { } trial)
            (trial.FinishedAt, trial.IsVoid) = (twin?.Actual?.UtcTicks, twin?.State != OrderState.Done || twin.Actual?.UtcTicks <= trial.MadeAt);
    }

    private void Score(WatchedOrder order, OrderTwin twin, DateTimeOffset actual)
    {
        var isFirst = true;
        for (var i = 0; i < order.Samples.Length; i++)
        {
            ref readonly var sample = ref order.Samples[i];
            if (sample.MadeAt >= actual.UtcTicks)
            {
                AfterTheFact++;
                continue;
            }
            Score(sample, i == 0 ? null : order.Samples[i - 1], (actual.UtcTicks - sample.MadeAt) / (double)TimeSpan.TicksPerMinute);
            Keep(sample, actual);
            if (isFirst)
                Finish(order, twin, sample, actual);
            (isFirst, Scored) = (false, Scored + 1);
        }
    }

    /// <summary>One forecast against what came, and the baselines on the same one.</summary>
    /// <param name="sample">The forecast.</param>
    /// <param name="before">The forecast kept before it of the same order.</param>
    /// <param name="actual">Minutes after it was made.</param>
    private void Score(in ForecastSample sample, ForecastSample? before, double actual)
    {
        Span<double> twin = stackalloc double[ScoreLevels.Published.Count];
        Span<double> other = stackalloc double[ScoreLevels.Published.Count];
        sample.Finish.CopyTo(twin);
        foreach (var cell in _book.CellsOf(sample))
        {
            cell.Add(ScoredMethod.Twin, twin, twin, actual);
            Point(cell, ScoredMethod.PlannedDate, sample.Planned, twin, other, actual);
            Point(cell, ScoredMethod.PromisedDate, sample.Due, twin, other, actual);
            Point(cell, ScoredMethod.HistoricalMean, sample.HistoryMean, twin, other, actual);
            if (sample.History.IsKnown)
                Spread(cell, ScoredMethod.HistoricalQuantiles, sample.History, twin, other, actual);
            if (before is { } last)
                Spread(cell, ScoredMethod.LastForecast, last.Finish.Later((sample.MadeAt - last.MadeAt) / (double)TimeSpan.TicksPerMinute), twin, other, actual);
            if (!float.IsNaN(sample.Late))
                cell.Late.Add(sample.Late, actual - sample.Due > LateRounding + FloatStep * Math.Abs(sample.Due));
        }
    }

    // As the forecast has it: later than due by less than this, in minutes, is rounding.
    private const double LateRounding = 0.01;

    // Minutes are kept in single precision.
    private const double FloatStep = 1e-6;

    /// <summary>A date is a forecast that is sure of itself; one that has passed is read as "now", which is kind to it.</summary>
    private static void Point(ScoreCell cell, ScoredMethod method, float date, ReadOnlySpan<double> twin, Span<double> other, double actual)
    {
        if (float.IsNaN(date))
            return;
        other.Fill(Math.Max(0, date));
        cell.Add(method, other, twin, actual);
    }

    private static void Spread(ScoreCell cell, ScoredMethod method, in FourQuantiles quantiles, ReadOnlySpan<double> twin, Span<double> other, double actual)
    {
        quantiles.CopyTo(other);
        cell.Add(method, other, twin, actual);
    }

    private void Keep(in ForecastSample sample, DateTimeOffset actual)
    {
        var residual = ScoredResidual.Of(sample, actual);
        for (var horizon = 0; horizon < ScoreHorizons.Count; horizon++)
        {
            if ((sample.Horizons & (1 << horizon)) == 0)
                continue;
            if (_residuals[horizon].Count >= Limits.ScoredResiduals)
                _residuals[horizon].Dequeue();
            _residuals[horizon].Enqueue(residual);
        }
    }

    /// <summary>What an order's finish says once, by the first forecast of it.</summary>
    private void Finish(WatchedOrder order, OrderTwin twin, in ForecastSample first, DateTimeOffset actual)
    {
        _leadTimes.Add(twin.Product, (actual.UtcTicks - order.Since) / (double)TimeSpan.TicksPerMinute, twin.Quantity, twin.Operations.Sum(operation => operation.Scrap));
        if (_finished.Count >= Limits.FinishedOrders)
            _finished.Dequeue();
        _finished.Enqueue(new FinishedOrder(order.Id, actual, new DateTimeOffset(first.MadeAt, TimeSpan.Zero), first.Finish, order.Predicted));
    }
}
