using System.Globalization;

namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>Collects scores by method and month, and gives them as figures.</summary>
public sealed class BacktestTable
{
    private readonly List<Method> _methods = [];

    /// <summary>Scores one forecast of a method.</summary>
    /// <param name="method">Its stable name.</param>
    /// <param name="text">What it is.</param>
    /// <param name="madeAt">When the forecast was made.</param>
    /// <param name="quantiles">At <see cref="QuantileLevels.All"/>.</param>
    /// <param name="actual">In the same unit.</param>
    /// <param name="lateProbability">Null: there is no date to be late for, or the method says none.</param>
    /// <param name="isLate">What came.</param>
    public void Add(
        string method, string text, DateTimeOffset madeAt, ReadOnlySpan<double> quantiles, double actual, double? lateProbability = null, bool isLate = false) =>
        Add(method, text, madeAt, quantiles, actual, double.PositiveInfinity, lateProbability, isLate);

    /// <summary>The same where the record ends; see <see cref="ScoreTally.Add(ReadOnlySpan{double}, double?, double)"/>.</summary>
    public void Add(
        string method, string text, DateTimeOffset madeAt, ReadOnlySpan<double> quantiles, double? actual, double end, double? lateProbability = null, bool isLate = false)
    {
        var known = _methods.Find(one => one.Name == method);
        if (known is null)
            _methods.Add(known = new Method(method, text));
        known.All.Add(quantiles, actual, end, lateProbability, isLate);
        known.Month(madeAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Add(quantiles, actual, end, lateProbability, isLate);
        if (actual is { } came)
            known.Ended.Add(quantiles, came, double.PositiveInfinity, null, false);
    }

    /// <summary>In the order the methods first came.</summary>
    public IReadOnlyList<MethodScore> Methods() =>
        [.. _methods.Select(method => new MethodScore(
            method.Name, method.Text, method.All.Figures(),
            [.. method.Months.Select(month => new MonthScore(month.Key, month.Value.Figures()))])
        {
            EndedOnly = method.HasOpen ? method.Ended.Figures() : null,
        })];

    private sealed record Method(string Name, string Text)
    {
        public Cell All { get; } = new();
        public Cell Ended { get; } = new();
        public bool HasOpen => All.Count > Ended.Count;
        public SortedDictionary<string, Cell> Months { get; } = new(StringComparer.Ordinal);

        public Cell Month(string month) => Months.TryGetValue(month, out var cell) ? cell : Months[month] = new Cell();
    }

    private sealed class Cell
    {
        private readonly ScoreTally _tally = new();
        private readonly ProbabilityTally _late = new();

        public double Count => _tally.Count;

        public void Add(ReadOnlySpan<double> quantiles, double? actual, double end, double? lateProbability, bool isLate)
        {
            _tally.Add(quantiles, actual, end);
            if (lateProbability is { } said)
                _late.Add(said, isLate);
        }

        public ScoreFigures Figures() => ScoreFigures.Of(_tally, _late);
    }
}
