using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.Deliveries;

/// <summary>How many deliveries were late by how many days: what a planner could look up.</summary>
internal sealed class PastLateness
{
    private readonly SortedDictionary<int, int> _counts = [];
    private double _sum;

    public int Count { get; private set; }

    /// <summary>Days; 0 without any.</summary>
    public double Mean => Count == 0 ? 0 : _sum / Count;

    /// <summary>Of the one that became known last, in days; 0 without any.</summary>
    public int Last { get; private set; }

    public void Add(int late)
    {
        _counts[late] = _counts.GetValueOrDefault(late) + 1;
        _sum += late;
        Count++;
        Last = late;
    }

    /// <summary>At <see cref="QuantileLevels.All"/>: the lowest lateness that so many did not exceed; on time without any.</summary>
    public double[] Quantiles()
    {
        var quantiles = QuantileLevels.Point(0);
        if (Count == 0)
            return quantiles;
        var (level, seen) = (0, 0);
        foreach (var (late, count) in _counts)
        {
            seen += count;
            while (level < quantiles.Length && seen >= QuantileLevels.All[level] * Count - 1e-9)
                quantiles[level++] = late;
        }
        return quantiles;
    }
}
