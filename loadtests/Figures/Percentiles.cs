namespace ShopFloorTwin.LoadTests.Figures;

/// <summary>Measured values, by nearest rank.</summary>
internal sealed class Percentiles
{
    private readonly double[] _sorted;

    public Percentiles(IEnumerable<double> values)
    {
        _sorted = [.. values];
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;
    public double Min => Of(0);
    public double Median => Of(0.5);
    public double P95 => Of(0.95);
    public double P99 => Of(0.99);
    public double Max => Of(1);

    /// <summary>NaN when nothing was measured.</summary>
    public double Of(double share) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];

    public string Text(string unit, string format = "0.0#") =>
        $"min {Min.ToString(format)}  p50 {Median.ToString(format)}  p95 {P95.ToString(format)}  p99 {P99.ToString(format)}  max {Max.ToString(format)} {unit}  ({Count} measured)";
}
