using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>An order's end in both plans.</summary>
/// <param name="Due">When it is due.</param>
/// <param name="Twin">End in the twin's forecast without randomness.</param>
/// <param name="Frepple">End in frePPLe's plan; null: it plans none.</param>
internal sealed record BothEnds(DateTimeOffset Due, DateTimeOffset Twin, DateTimeOffset? Frepple);

/// <summary>Whether two plans of one plant say the same: a check that both were asked the same thing.</summary>
internal sealed class PlanComparison(IReadOnlyCollection<BothEnds> orders)
{
    private readonly List<BothEnds> _both = [.. orders.Where(order => order.Frepple is not null)];

    /// <summary>Spearman's correlation of the two orders of ends, 1 where they are the same.</summary>
    public double RankCorrelation
    {
        get
        {
            var (x, y) = (Ranks(order => order.Twin), Ranks(order => order.Frepple!.Value));
            var mean = (_both.Count - 1) / 2.0;
            var together = x.Zip(y, (a, b) => (a - mean) * (b - mean)).Sum();
            return together / Math.Sqrt(x.Sum(a => (a - mean) * (a - mean)) * y.Sum(b => (b - mean) * (b - mean)));
        }
    }

    public IEnumerable<string> Lines()
    {
        var hours = new Percentiles(_both.Select(order => (order.Twin - order.Frepple!.Value).TotalHours));
        var apart = new Percentiles(_both.Select(order => Math.Abs((order.Twin - order.Frepple!.Value).TotalHours)));
        yield return $"ends, twin less frePPLe: median {hours.Median:+0.0;-0.0;0} h (p5 {hours.Of(0.05):+0.0;-0.0;0}, p95 {hours.P95:+0.0;-0.0;0}), apart by {apart.Median:0.0} h in the median; rank correlation {RankCorrelation:0.000}; not planned by frePPLe {orders.Count - _both.Count}";
        var (twin, frepple) = (_both.Count(order => IsLate(order, order.Twin)), _both.Count(order => IsLate(order, order.Frepple!.Value)));
        var both = _both.Count(order => IsLate(order, order.Twin) && IsLate(order, order.Frepple!.Value));
        yield return $"late orders: twin {twin}, frePPLe {frepple}, both {both} of {_both.Count}; lateness in all: twin {Days(order => order.Twin):0} days, frePPLe {Days(order => order.Frepple!.Value):0} days";
    }

    private static bool IsLate(BothEnds order, DateTimeOffset end) => end > order.Due.AddMinutes(1);

    private double Days(Func<BothEnds, DateTimeOffset> end) => _both.Sum(order => Math.Max(0, (end(order) - order.Due).TotalDays));

    // Ties share the mean of their ranks.
    private double[] Ranks(Func<BothEnds, DateTimeOffset> end)
    {
        var ranks = new double[_both.Count];
        var sorted = Enumerable.Range(0, _both.Count).OrderBy(i => end(_both[i])).ToArray();
        for (var from = 0; from < sorted.Length;)
        {
            var to = from;
            while (to < sorted.Length && end(_both[sorted[to]]) == end(_both[sorted[from]]))
                to++;
            foreach (var i in sorted[from..to])
                ranks[i] = (from + to - 1) / 2.0;
            from = to;
        }
        return ranks;
    }
}
