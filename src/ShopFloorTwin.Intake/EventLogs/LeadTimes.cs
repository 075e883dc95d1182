using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>Lead times of the orders done up to a moment: what a planner without a twin goes by.</summary>
internal sealed class LeadTimes
{
    private readonly List<double> _sorted = [];
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public int Count => _sorted.Count;

    public double Mean => _sorted.Count == 0 ? 0 : _sorted.Average();

    /// <summary>Null: none was done.</summary>
    public double? Median => _sorted.Count == 0 ? null : _sorted[_sorted.Count / 2];

    /// <summary>Takes in what was done up to an instant.</summary>
    public void Advance(EventLogHistory log, DateTimeOffset until)
    {
        foreach (var one in log.Cases)
        {
            if (one.Finished is not { } finish || finish <= _until || finish > until)
                continue;
            var minutes = (finish - one.Released).TotalMinutes;
            var place = _sorted.BinarySearch(minutes);
            _sorted.Insert(place < 0 ? ~place : place, minutes);
        }
        _until = until;
    }

    /// <summary>Minutes left of an order of that age, at every level.</summary>
    /// <param name="age">Minutes since its work began.</param>
    /// <param name="isLonger">Only by those that took longer than that, where there are any.</param>
    public double[] Rest(double age, bool isLonger)
    {
        var from = 0;
        if (isLonger)
        {
            from = _sorted.FindIndex(minutes => minutes > age);
            from = from < 0 ? 0 : from;
        }
        var known = _sorted.Count == 0 ? [0.0] : _sorted[from..].ToArray();
        return Array.ConvertAll(QuantileLevels.Of(known), minutes => Math.Max(0, minutes - age));
    }
}
