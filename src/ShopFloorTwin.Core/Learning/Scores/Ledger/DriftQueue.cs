namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>The first forecast of an order, as a trial of whether forecasts are right.</summary>
internal sealed class DriftTrial(in ForecastSample first)
{
    private readonly FourQuantiles _said = first.Finish;

    public long MadeAt { get; } = first.MadeAt;

    /// <summary>Ticks of its p95: then it is known where the finish lies, whether it has come or not.</summary>
    public long DecidedAt { get; } = first.MadeAt + (long)(first.Finish.P95 * (double)TimeSpan.TicksPerMinute);

    /// <summary>Ticks of the finish; null: it has not come.</summary>
    public long? FinishedAt { get; set; }

    /// <summary>The order was cancelled, or was done before it was first forecast.</summary>
    public bool IsVoid { get; set; }

    /// <summary>Where the finish lies among the quantiles; one that has not come lies beyond.</summary>
    public int Part => FinishedAt is { } at ? DriftWatch.PartOf(_said, (at - MadeAt) / (double)TimeSpan.TicksPerMinute) : DriftWatch.PartOf(_said, double.PositiveInfinity);
}

/// <summary>
/// Trials that wait for their p95. Each is judged at that moment, which was fixed before anything was known of the finish: judged as they
/// finish, orders that began together would first all be early and then all be late, however right their forecasts.
/// </summary>
internal sealed class DriftQueue
{
    // Those of one moment by the order's id (and an order that was opened again by its lives), so that a queue that was kept goes on alike.
    private readonly PriorityQueue<DriftTrial, (long At, string Order, long MadeAt)> _waiting = new(Comparer<(long At, string Order, long MadeAt)>.Create(
        static (a, b) => a.At != b.At ? a.At.CompareTo(b.At)
            : string.CompareOrdinal(a.Order, b.Order) is not 0 and var byOrder ? byOrder
            : a.MadeAt.CompareTo(b.MadeAt)));

    public DriftTrial Add(string order, in ForecastSample first)
    {
        var trial = new DriftTrial(first);
        if (_waiting.Count < Limits.ScoredOrders)
            _waiting.Enqueue(trial, (trial.DecidedAt, order, trial.MadeAt));
        return trial;
    }

    /// <summary>Judges what is decided by now.</summary>
    public void Judge(long now, DriftWatch watch)
    {
        while (_waiting.TryPeek(out var trial, out _) && trial.DecidedAt <= now)
        {
            _waiting.Dequeue();
            if (!trial.IsVoid)
                watch.Add(trial.Part, trial.DecidedAt);
        }
    }
}
