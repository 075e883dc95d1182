namespace ShopFloorTwin.Core.Forecast;

/// <summary>Place of an operation in the dispatching rule; the least goes first.</summary>
internal readonly record struct Rank(int Urgency, double LatestStart, double PlannedStart, int Operation) : IComparable<Rank>
{
    public int CompareTo(Rank other)
    {
        if (Urgency != other.Urgency)
            return Urgency.CompareTo(other.Urgency);
        var slack = LatestStart.CompareTo(other.LatestStart);
        if (slack != 0)
            return slack;
        var planned = PlannedStart.CompareTo(other.PlannedStart);
        return planned != 0 ? planned : Operation.CompareTo(other.Operation);
    }
}

/// <summary>The dispatching rule: priority, then slack, then planned start, then the order of the plan.</summary>
internal static class Ranking
{
    /// <summary>By operation: its own minutes and those of the longest chain behind it.</summary>
    private static double[] Downstream(Floor floor, Successors successors)
    {
        var minutes = new double[floor.Operations];
        for (var i = floor.Operations - 1; i >= 0; i--)
        {
            var longest = 0.0;
            foreach (var next in successors.Of(i))
                longest = Math.Max(longest, minutes[next]);
            minutes[i] = longest + floor.Work[i].Minutes;
        }
        return minutes;
    }

    public static Rank[] Of(Floor floor, Successors successors)
    {
        var downstream = Downstream(floor, successors);
        var ranks = new Rank[floor.Operations];
        for (var i = 0; i < ranks.Length; i++)
        {
            var order = floor.OperationOrder[i];
            var planned = floor.Twins.Orders[floor.OrderTwin[order]].PlannedStart is { } start ? (start - floor.AsOf).TotalMinutes : double.PositiveInfinity;
            var needed = floor.NeededBy[order];
            var line = floor.Lines[floor.WorkCenter[i]];
            var latest = double.IsPositiveInfinity(needed) ? needed : Math.Round(line.ToFinish(line.ToWork(needed) - downstream[i]), 3);
            ranks[i] = new Rank(-floor.Priority[order], latest, planned, i);
        }
        return ranks;
    }
}
