namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>The scorecard of a site.</summary>
public static class Scorecard
{
    private static readonly (string Name, string Text)[] Words =
    [
        ("twin", "The twin's forecast: p10, p50, p80, p95"),
        ("plannedDate", "The baseline: the finish of the first agreed plan"),
        ("promisedDate", "The due date, as promised when the forecast was made"),
        ("historicalMean", "First seen plus the mean lead time of the product's finished orders, of the site's where those are few"),
        ("historicalQuantiles", "The same by their quantiles, of those that took longer than this one already has"),
        ("lastForecast", "The twin's forecast kept before this one of the same order"),
    ];

    /// <param name="ledger">Of the site.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="site">Its id.</param>
    /// <param name="position">Of the picture it goes with.</param>
    /// <param name="asOf">Likewise.</param>
    public static ScorecardView Of(ForecastLedger ledger, ScorecardQuery query, string site, long position, DateTimeOffset asOf)
    {
        var months = ledger.Book.Months.Where(month => !(month.Key < query.From) && !(month.Key > query.To)).ToList();
        var place = ScoreBook.PlaceOf(query.Horizon);
        var all = Sum(months.Select(month => month.Value[place]));
        var byMonth = months.Where(month => month.Value[place] is not null).Select(month => (Month: ScoredMonth.Name(month.Key), Cell: month.Value[place]!)).ToList();
        var byHorizon = Enum.GetValues<ScoreHorizon>().Where(horizon => query.Horizon is null || query.Horizon == horizon)
            .Select(horizon => (Horizon: horizon, Cell: Sum(months.Select(month => month.Value[ScoreBook.PlaceOf(horizon)])))).ToList();
        return new ScorecardView
        {
            Site = site,
            Scored = (int)(all.Tallies[(int)ScoredMethod.Twin]?.Own.Count ?? 0),
            Pending = ledger.Pending,
            Dropped = ledger.Dropped,
            AfterTheFact = ledger.AfterTheFact,
            Methods =
            [
                .. Enum.GetValues<ScoredMethod>().Where(method => method == ScoredMethod.Twin || all.Tallies[(int)method] is not null).Select(method => new MethodCard(
                    Words[(int)method].Name, Words[(int)method].Text, Figures(all, method), Beside(all, method),
                    [.. byMonth.Where(one => one.Cell.Tallies[(int)method] is not null).Select(one => new MonthScore(one.Month, Figures(one.Cell, method)))],
                    [.. byHorizon.Where(one => one.Cell.Tallies[(int)method] is not null).Select(one => new HorizonScore(one.Horizon, Figures(one.Cell, method)))])),
            ],
            Late = LateFigures.Of(all.Late),
            Drift = ledger.Drift,
            Position = position,
            AsOf = asOf,
        };
    }

    private static ScoreCell Sum(IEnumerable<ScoreCell?> cells)
    {
        var sum = new ScoreCell();
        foreach (var cell in cells)
        {
            if (cell is not null)
                sum.Add(cell);
        }
        return sum;
    }

    // Only the twin says how likely "late" is.
    private static ScoreFigures Figures(ScoreCell cell, ScoredMethod method) =>
        ScoreFigures.Of((cell.Tallies[(int)method] ?? new MethodTally()).Own, method == ScoredMethod.Twin ? cell.Late : new ProbabilityTally());

    private static ScoreFigures Beside(ScoreCell cell, ScoredMethod method) =>
        ScoreFigures.Of((cell.Tallies[(int)method] ?? new MethodTally()).Twin, new ProbabilityTally());
}
