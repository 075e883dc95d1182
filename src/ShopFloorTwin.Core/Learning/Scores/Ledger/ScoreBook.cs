namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>The ways to forecast that are compared on the same samples.</summary>
public enum ScoredMethod { Twin, PlannedDate, PromisedDate, HistoricalMean, HistoricalQuantiles, LastForecast }

/// <summary>Scores of one method over some forecasts, beside those of the twin on the very same ones.</summary>
internal sealed class MethodTally
{
    public ScoreTally Own { get; init; } = new(ScoreLevels.Published);

    /// <summary>Of the twin, where the method had a forecast, too.</summary>
    public ScoreTally Twin { get; init; } = new(ScoreLevels.Published);

    public void Add(MethodTally other)
    {
        Own.Add(other.Own);
        Twin.Add(other.Twin);
    }
}

/// <summary>Scores of all methods over some forecasts.</summary>
internal sealed class ScoreCell
{
    public static int Methods { get; } = Enum.GetValues<ScoredMethod>().Length;

    public MethodTally?[] Tallies { get; } = new MethodTally?[Methods];
    public ProbabilityTally Late { get; init; } = new();

    /// <summary>A scored forecast of a method.</summary>
    public void Add(ScoredMethod method, ReadOnlySpan<double> quantiles, ReadOnlySpan<double> twin, double actual)
    {
        var tally = Tallies[(int)method] ??= new MethodTally();
        tally.Own.Add(quantiles, actual);
        tally.Twin.Add(twin, actual);
    }

    public void Add(ScoreCell other)
    {
        for (var method = 0; method < Methods; method++)
        {
            if (other.Tallies[method] is { } tally)
                (Tallies[method] ??= new MethodTally()).Add(tally);
        }
        Late.Add(other.Late);
    }
}

/// <summary>
/// Scores by the month a forecast was made in and by horizon. A forecast taken for several horizons counts once among all of its month.
/// The newest months are kept.
/// </summary>
internal sealed class ScoreBook
{
    /// <summary>Place of all forecasts of a month, whatever their horizons; the horizons' follow.</summary>
    public const int All = 0;

    private readonly SortedDictionary<int, ScoreCell?[]> _months = [];

    /// <summary>Months (as <see cref="ScoredMonth"/>) with their cells, oldest first.</summary>
    public IEnumerable<KeyValuePair<int, ScoreCell?[]>> Months => _months;

    public static int PlaceOf(ScoreHorizon? horizon) => horizon is { } one ? 1 + (int)one : All;

    /// <summary>The cells a forecast counts in; empty when its month is older than those kept.</summary>
    public IEnumerable<ScoreCell> CellsOf(in ForecastSample sample)
    {
        var month = ScoredMonth.Of(sample.MadeAt);
        if (_months.Count > 0 && month <= _months.Keys.Last() - Limits.ScoredMonths)
            return [];
        if (!_months.TryGetValue(month, out var cells))
        {
            _months.Add(month, cells = new ScoreCell?[1 + ScoreHorizons.Count]);
            foreach (var old in _months.Keys.Where(known => known <= month - Limits.ScoredMonths).ToList())
                _months.Remove(old);
        }
        return Cells(cells, sample.Horizons);
    }

    /// <summary>Puts kept cells in.</summary>
    public void Load(int month, ScoreCell?[] cells) => _months[month] = cells;

    private static List<ScoreCell> Cells(ScoreCell?[] cells, ushort horizons)
    {
        List<ScoreCell> found = [cells[All] ??= new ScoreCell()];
        for (var horizon = 0; horizon < ScoreHorizons.Count; horizon++)
        {
            if ((horizons & (1 << horizon)) != 0)
                found.Add(cells[1 + horizon] ??= new ScoreCell());
        }
        return found;
    }
}
