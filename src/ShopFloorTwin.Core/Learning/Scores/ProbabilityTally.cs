namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>How right probabilities of "late" were: Brier score, skill and reliability. Fixed size.</summary>
public sealed class ProbabilityTally
{
    /// <summary>Bins of the reliability curve, of equal width.</summary>
    public const int Bins = 10;

    private readonly double[] _count = new double[Bins];
    private readonly double[] _said = new double[Bins];
    private readonly double[] _came = new double[Bins];
    private double _squares;

    public double Count => _count.Sum();

    /// <param name="probability">Said, 0 to 1.</param>
    /// <param name="happened">What came.</param>
    /// <param name="weight">Of this forecast among the others.</param>
    public void Add(double probability, bool happened, double weight = 1)
    {
        var bin = Math.Clamp((int)(probability * Bins), 0, Bins - 1);
        _count[bin] += weight;
        _said[bin] += weight * probability;
        _came[bin] += happened ? weight : 0;
        _squares += weight * Math.Pow(probability - (happened ? 1 : 0), 2);
    }

    /// <summary>Takes in what another tally has.</summary>
    public void Add(ProbabilityTally other)
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            _count[bin] += other._count[bin];
            _said[bin] += other._said[bin];
            _came[bin] += other._came[bin];
        }
        _squares += other._squares;
    }

    /// <summary>Sums, to be kept: squares, then counts, said and came by bin.</summary>
    public double[] Save() => [_squares, .. _count, .. _said, .. _came];

    /// <summary>A tally that goes on from kept sums.</summary>
    public static ProbabilityTally Load(double[]? sums)
    {
        var tally = new ProbabilityTally();
        if (sums?.Length != 1 + 3 * Bins)
            return tally;
        tally._squares = sums[0];
        sums.AsSpan(1, Bins).CopyTo(tally._count);
        sums.AsSpan(1 + Bins, Bins).CopyTo(tally._said);
        sums.AsSpan(1 + 2 * Bins).CopyTo(tally._came);
        return tally;
    }

    /// <summary>Mean squared distance of what was said from what came (Brier 1950); NaN without any.</summary>
    public double Brier => _squares / Count;

    /// <summary>Share that happened.</summary>
    public double BaseRate => _came.Sum() / Count;

    /// <summary>1 minus the Brier score over that of always saying the base rate; NaN where all or none happened.</summary>
    public double Skill => BaseRate is > 0 and < 1 ? 1 - Brier / (BaseRate * (1 - BaseRate)) : double.NaN;

    /// <summary>Of the bins that were used: how often said, the mean said, the share that came.</summary>
    public IEnumerable<(double Count, double Said, double Came)> Reliability()
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_count[bin] > 0)
                yield return (_count[bin], _said[bin] / _count[bin], _came[bin] / _count[bin]);
        }
    }
}
