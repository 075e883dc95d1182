namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>A distribution of lateness by bins, of a line that has not come by some moment.</summary>
internal readonly ref struct LatenessCurve
{
    private readonly Span<double> _upTo;
    private readonly int _first;
    private readonly double _elapsed;

    /// <param name="hazards">By bin.</param>
    /// <param name="elapsedDays">The moment, in days behind the promised date; minus infinity: nothing is known.</param>
    /// <param name="upTo">Place for the probabilities of having come by the end of each bin.</param>
    public LatenessCurve(ReadOnlySpan<double> hazards, double elapsedDays, Span<double> upTo)
    {
        _upTo = upTo;
        _first = LatenessBins.NotPassed(elapsedDays);
        _elapsed = elapsedDays;
        var open = 1.0;
        for (var bin = 0; bin < LatenessBins.Count; bin++)
        {
            if (bin >= _first)
                open *= bin == LatenessBins.Count - 1 ? 0 : 1 - HazardOfRest(hazards[bin], bin);
            upTo[bin] = 1 - open;
        }
    }

    public double Early => _upTo[LatenessBins.OnTheDay - 1];

    public double OnTheDay => _upTo[LatenessBins.OnTheDay] - Early;

    public double Late => 1 - _upTo[LatenessBins.OnTheDay];

    /// <summary>Days behind the promised date that are not exceeded with a probability; 0 for all of the promised day.</summary>
    public double Quantile(double probability)
    {
        var bin = _first;
        return Quantile(probability, ref bin);
    }

    /// <summary>The same for probabilities that ascend from call to call.</summary>
    /// <param name="probability">Not below that of the call before.</param>
    /// <param name="bin">Where the search goes on; at first 0.</param>
    public double Quantile(double probability, ref int bin)
    {
        bin = Math.Max(bin, _first);
        while (bin < LatenessBins.Count - 1 && _upTo[bin] < probability)
            bin++;
        if (bin == LatenessBins.OnTheDay)
            return 0;
        var before = bin == _first ? 0 : _upTo[bin - 1];
        var within = _upTo[bin] > before ? Math.Clamp((probability - before) / (_upTo[bin] - before), 0, 1) : 1;
        var from = Math.Max(LatenessBins.From(bin), _elapsed);
        return bin < LatenessBins.Count - 1
            ? from + within * (LatenessBins.To(bin) - from)
            : from - LatenessBins.TailMeanDays * Math.Log(1 - Math.Min(within, 0.999));
    }

    // A bin that is partly over: as if the chance were spread evenly over its time.
    private double HazardOfRest(double hazard, int bin)
    {
        if (bin > _first || _elapsed <= LatenessBins.From(bin))
            return hazard;
        var rest = (LatenessBins.To(bin) - _elapsed) / (LatenessBins.To(bin) - LatenessBins.From(bin));
        return 1 - Math.Pow(1 - Math.Min(hazard, 1 - 1e-12), rest);
    }
}
