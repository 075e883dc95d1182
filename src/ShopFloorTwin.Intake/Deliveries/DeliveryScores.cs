using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Learning.Suppliers;

namespace ShopFloorTwin.Intake.Deliveries;

/// <summary>Forecasts of deliveries and what came of them. In days behind the promised day.</summary>
internal sealed class DeliveryScores(int end, bool hasOpen)
{
    private readonly BacktestTable _table = new();
    private readonly TieSpread _ties = new();
    private readonly Dictionary<Delivery, List<double[]>> _said = new(ReferenceEqualityComparer.Instance);
    private readonly double[] _mid = new double[QuantileLevels.All.Length];
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;
    private int _ended;
    private int _made;
    private int _open;

    /// <summary>Scores the forecasts of a line that are made in the morning of a day.</summary>
    public void Add(Delivery line, int day, DeliveryWalk walk)
    {
        var at = DeliveriesReader.Morning(day);
        (_first, _last, _made, _open) = (_first ?? at, at, _made + 1, _open + (line.Late is null ? 1 : 0));
        double? late = line.Late;
        var seen = hasOpen ? end - line.Promised : double.PositiveInfinity;
        var belief = walk.Believe(line, day);
        var twin = QuantileLevels.All.Select(belief.QuantileDays).ToArray();
        if (line.Late is { } days)
            CountMid(belief, twin, days);
        var spread = twin.ToArray();
        _ties.Spread(spread, belief.Early, belief.OnTheDay);
        Remember(line, spread);
        var isKnownLate = line.Late is not null || end >= line.Promised;
        _table.Add("twin", "the twin's belief", at, spread, late, seen, isKnownLate ? belief.Late : null, !(line.Late <= 0));
        _table.Add("twinWholeDays", "the same in whole days: a tie counts as covered", at, Array.ConvertAll(twin, Math.Round), late, seen);

        double sofar = day - line.Promised;
        var (all, vendor) = (walk.Past, walk.PastOf(line.Vendor));
        Baseline("promisedDate", "the promised date at every level", QuantileLevels.Point(0));
        Baseline("historicalMean", "mean lateness of all deliveries known", QuantileLevels.Point(all.Mean));
        Baseline("historicalQuantiles", "quantiles of the lateness of all deliveries known", all.Quantiles());
        Baseline("vendorQuantiles", "the same of the vendor's", vendor.Quantiles());
        Baseline("lastLateness", "lateness of the vendor's last delivery known", QuantileLevels.Point(vendor.Last));

        // What has not come yet cannot come before today.
        void Baseline(string name, string text, double[] quantiles) =>
            _table.Add(name, text, at, Array.ConvertAll(quantiles, quantile => Math.Max(sofar, quantile)), late, seen);
    }

    /// <summary>What came of a line is known from now on.</summary>
    public void Came(Delivery line)
    {
        if (!_said.Remove(line, out var said))
            return;
        foreach (var quantiles in said)
            _ties.Learn(quantiles, line.Late!.Value);
    }

    /// <summary>Share covered, where a line on the promised day counts by the part of its probability that lies below the level.</summary>
    public double MidCoverage(int level) => _mid[level] / _ended;

    public BacktestReport Report(IReadOnlyList<string> assumptions) => new()
    {
        Kind = "deliveries",
        Target = "days a delivery comes behind its promised day",
        Unit = "days",
        From = _first,
        To = _last,
        Forecasts = _made,
        Censored = _open,
        Assumptions = assumptions,
        Methods = _table.Methods(),
    };

    private void CountMid(SupplierLateness belief, double[] quantiles, int late)
    {
        _ended++;
        for (var q = 0; q < quantiles.Length; q++)
        {
            _mid[q] += late == 0 && quantiles[q] == 0
                ? Math.Clamp((QuantileLevels.All[q] - belief.Early) / Math.Max(belief.OnTheDay, 1e-9), 0, 1)
                : late <= quantiles[q] ? 1 : 0;
        }
    }

    private void Remember(Delivery line, double[] quantiles)
    {
        if (line.Recorded is null)
            return;
        if (_said.TryGetValue(line, out var said))
            said.Add(quantiles);
        else
            _said[line] = [quantiles];
    }
}
