using ShopFloorTwin.Core.Learning.Queues;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Place of an operation in the dispatching rule; the least goes first.</summary>
/// <param name="Turn">By the discipline: latest start, due date, minutes, or since when it waits.</param>
internal readonly record struct Rank(int Urgency, double Turn, double PlannedStart, int Operation) : IComparable<Rank>
{
    public int CompareTo(Rank other)
    {
        if (Urgency != other.Urgency)
            return Urgency.CompareTo(other.Urgency);
        var turn = Turn.CompareTo(other.Turn);
        if (turn != 0)
            return turn;
        var planned = PlannedStart.CompareTo(other.PlannedStart);
        return planned != 0 ? planned : Operation.CompareTo(other.Operation);
    }
}

/// <summary>The dispatching rule: priority, then the site's discipline (slack, unless it was seen to go by another), then planned start, then the order of the plan.</summary>
internal static class Ranking
{
    /// <summary>Ranks every operation of the floor.</summary>
    /// <param name="ranks">By operation.</param>
    public static void Of(Floor floor, Successors successors, Rank[] ranks)
    {
        // First the minutes of its own and of the longest chain behind it, in the place of the latest start.
        for (var i = floor.Operations - 1; i >= 0; i--)
        {
            var longest = 0.0;
            foreach (var next in successors.Of(i))
                longest = Math.Max(longest, ranks[next].Turn);
            ranks[i] = new Rank(0, longest + floor.Expected[i].Minutes, 0, i);
        }
        for (var o = 0; o < floor.Orders; o++)
        {
            var planned = floor.Twins.Orders[floor.OrderTwin[o]].PlannedStart is { } start ? (start - floor.AsOf).TotalMinutes : double.PositiveInfinity;
            // People go by the date that is written on the order; by when it is needed, where there is none.
            var needed = double.IsPositiveInfinity(floor.Due[o]) ? floor.NeededBy[o] : floor.Due[o];
            for (var i = floor.OperationFirst[o]; i < floor.OperationFirst[o + 1]; i++)
            {
                var line = floor.Lines[floor.WorkCenter[i]];
                var turn = floor.Discipline switch
                {
                    QueueDiscipline.DueDate => floor.Due[o],
                    QueueDiscipline.Shortest => floor.Expected[i].Minutes,
                    // It is said when it joins the queue.
                    QueueDiscipline.FirstCome => 0,
                    _ => double.IsPositiveInfinity(needed) ? needed : Math.Round(line.ToFinish(line.ToWork(needed) - ranks[i].Turn), 3),
                };
                ranks[i] = new Rank(-floor.Priority[o], turn, planned, i);
            }
        }
    }
}
