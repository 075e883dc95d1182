namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>What is left of a weight after some hours when it halves in so many days. Kept for a year of hours: every receipt asks several times.</summary>
internal sealed class HalfLife
{
    private const int HoursKept = 366 * 24;

    private readonly double _hours;
    private readonly double[] _left;

    /// <param name="days">In which it halves.</param>
    public HalfLife(double days)
    {
        _hours = 24 * days;
        _left = [.. Enumerable.Range(0, HoursKept).Select(Left)];
    }

    /// <summary>Share that is left after so many hours; more than all of it when they are negative.</summary>
    public double After(int hours) => (uint)hours < HoursKept ? _left[hours] : Left(hours);

    private double Left(int hours) => hours == 0 ? 1 : Math.Pow(0.5, hours / _hours);
}
