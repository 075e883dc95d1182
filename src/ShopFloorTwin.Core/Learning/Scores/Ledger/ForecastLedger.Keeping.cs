namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

public sealed partial class ForecastLedger
{
    /// <summary>All there is, apart from what goes on: may be written while the ledger is used on.</summary>
    public (SavedLedger Ledger, IReadOnlyList<SavedOrder> Orders) Save() => (
        new SavedLedger
        {
            Scored = Scored,
            Dropped = Dropped,
            AfterTheFact = AfterTheFact,
            ObservedAt = _observedAt,
            Months = [.. _book.Months.Select(month => new SavedMonth(month.Key, [.. month.Value.Select(Save)]))],
            Residuals = [.. _residuals.Select(queue => queue.ToArray())],
            Drift = _drift.SaveCharts(),
            Recent = _drift.SaveRecent(),
            Site = _leadTimes.Site.Save(""),
            Products = [.. _leadTimes.Products.Select(product => product.Value.Save(product.Key))],
            Finished = [.. _finished],
        },
        [.. _watched.Values.Select(order => new SavedOrder(order.Id, order.FirstSeen, order.Since, order.Taken, ForecastSample.Pack(order.Samples), order.Predicted))]);

    /// <summary>A ledger that goes on from a kept one; of another form: a new one.</summary>
    public static ForecastLedger Load(SavedLedger saved, IEnumerable<SavedOrder> orders)
    {
        var ledger = new ForecastLedger();
        if (saved.Form != SavedLedger.FormNow)
            return ledger;
        (ledger.Scored, ledger.Dropped, ledger.AfterTheFact, ledger._observedAt) = (saved.Scored, saved.Dropped, saved.AfterTheFact, saved.ObservedAt);
        foreach (var month in saved.Months.TakeLast(Limits.ScoredMonths))
            ledger._book.Load(month.Month, [.. Enumerable.Range(0, 1 + ScoreHorizons.Count).Select(place => Load(month.Cells.ElementAtOrDefault(place)))]);
        foreach (var (queue, kept) in ledger._residuals.Zip(saved.Residuals))
        {
            foreach (var residual in kept.TakeLast(Limits.ScoredResiduals))
                queue.Enqueue(residual);
        }
        ledger._drift.Load(saved.Drift, saved.Recent);
        if (saved.Site is { } site)
            ledger._leadTimes.Load(ProductHistory.Load(site, Limits.LeadTimesOfSite), saved.Products.Select(one => KeyValuePair.Create(one.Product, ProductHistory.Load(one, Limits.LeadTimesPerProduct))));
        foreach (var finished in saved.Finished.TakeLast(Limits.FinishedOrders))
            ledger._finished.Enqueue(finished);
        foreach (var order in orders.Take(Limits.ScoredOrders))
            ledger._watched[order.Id] = Load(order);
        ledger.LoadTrials();
        return ledger;
    }

    private static WatchedOrder Load(SavedOrder order) => new(order.Id)
    {
        FirstSeen = order.FirstSeen,
        Since = order.Since,
        Taken = order.Taken,
        Samples = ForecastSample.Unpack(order.Samples),
        Predicted = order.Predicted,
    };

    /// <summary>First forecasts that are not judged yet.</summary>
    private void LoadTrials()
    {
        var waiting = new List<(ForecastSample First, string Order, WatchedOrder? Open, long? FinishedAt)>();
        foreach (var order in _watched.Values)
        {
            if (order.Samples is [var first, ..])
                waiting.Add((first, order.Id, order, null));
        }
        foreach (var order in _finished)
            waiting.Add((order.First(), order.Order, null, order.FinishedAt.UtcTicks));
        foreach (var (first, id, open, finishedAt) in waiting)
        {
            if (new DriftTrial(first).DecidedAt <= _observedAt)
                continue;
            var trial = _trials.Add(id, first);
            trial.FinishedAt = finishedAt;
            if (open is not null)
                open.Trial = trial;
        }
    }

    private static SavedCell? Save(ScoreCell? cell) => cell is null ? null : new SavedCell(
        [.. cell.Tallies.Select(tally => tally?.Own.Save())], [.. cell.Tallies.Select(tally => tally?.Twin.Save())], cell.Late.Save());

    private static ScoreCell? Load(SavedCell? saved)
    {
        if (saved is null)
            return null;
        var cell = new ScoreCell { Late = ProbabilityTally.Load(saved.Late) };
        for (var method = 0; method < ScoreCell.Methods; method++)
        {
            if (saved.Own.ElementAtOrDefault(method) is { } own)
                cell.Tallies[method] = new MethodTally
                {
                    Own = ScoreTally.Load(ScoreLevels.Published, own),
                    Twin = ScoreTally.Load(ScoreLevels.Published, saved.Twin.ElementAtOrDefault(method)),
                };
        }
        return cell;
    }
}
