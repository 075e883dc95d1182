namespace ShopFloorTwin.Core.Scenarios.Sampling;

/// <summary>Mean of values that come one after the other, and its standard error (Welford 1962).</summary>
internal struct RunningMean
{
    private int _count;
    private double _mean, _squares;

    public void Add(double value)
    {
        _count++;
        var off = value - _mean;
        _mean += off / _count;
        _squares += off * (value - _mean);
    }

    /// <summary>NaN before the first value.</summary>
    public readonly double Mean => _count == 0 ? double.NaN : _mean;

    /// <summary>NaN before the second value: one says nothing of its own error.</summary>
    public readonly double Error => _count < 2 ? double.NaN : Math.Sqrt(_squares / (_count - 1) / _count);
}
