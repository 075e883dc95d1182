using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>Lead times of the orders of a log done up to a moment.</summary>
internal sealed class LeadTimes
{
    private readonly KnownMinutes _known = new();
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public int Count => _known.Count;

    public double Mean => _known.Mean;

    /// <summary>Null: none was done.</summary>
    public double? Median => _known.Median;

    /// <summary>Takes in what was done up to an instant.</summary>
    public void Advance(EventLogHistory log, DateTimeOffset until)
    {
        foreach (var one in log.Cases)
        {
            if (one.Finished is { } finish && finish > _until && finish <= until)
                _known.Add((finish - one.Released).TotalMinutes);
        }
        _until = until;
    }

    /// <summary>Minutes left of an order of that age, at every level.</summary>
    /// <param name="age">Minutes since its work began.</param>
    /// <param name="isLonger">Only by those that took longer than that, where there are any.</param>
    public double[] Rest(double age, bool isLonger)
    {
        var known = isLonger && _known.Above(age) is { Length: > 0 } longer ? longer : Count == 0 ? [0] : _known.All();
        return Array.ConvertAll(QuantileLevels.Of(known), minutes => Math.Max(0, minutes - age));
    }
}
