namespace ShopFloorTwin.Intake;

/// <summary>Lead times of orders that are done, in minutes: what a planner without a twin looks up.</summary>
internal sealed class KnownMinutes
{
    private readonly List<double> _sorted = [];

    public int Count => _sorted.Count;

    public double Mean => _sorted.Count == 0 ? 0 : _sorted.Average();

    /// <summary>Null: none is known.</summary>
    public double? Median => _sorted.Count == 0 ? null : _sorted[_sorted.Count / 2];

    public void Add(double minutes)
    {
        var place = _sorted.BinarySearch(minutes);
        _sorted.Insert(place < 0 ? ~place : place, minutes);
    }

    /// <summary>Those above some minutes, ascending.</summary>
    public double[] Above(double minutes)
    {
        var from = _sorted.FindIndex(known => known > minutes);
        return from < 0 ? [] : [.. _sorted[from..]];
    }

    /// <summary>All of them, ascending.</summary>
    public double[] All() => [.. _sorted];
}
