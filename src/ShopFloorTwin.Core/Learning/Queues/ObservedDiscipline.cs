using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Queues;

/// <summary>
/// The dispatching rule a site works by, from what was taken up and what was left waiting then. Each of the last starts is a choice
/// among what waited at its work center; the rule that explains the most of them is believed (paired comparisons, as Kendall's
/// concordance). A pure function of the twins.
/// </summary>
/// <param name="Discipline">Believed.</param>
/// <param name="Pairs">Choices seen: one taken up before one that waited as well, of the same priority.</param>
/// <param name="Concordance">By <see cref="QueueDiscipline"/>: share of the choices it explains.</param>
public sealed record ObservedDiscipline(QueueDiscipline Discipline, int Pairs, IReadOnlyList<double> Concordance)
{
    // So many starts are looked at, the last ones; fewer choices than this say nothing.
    private const int Starts = 512, LeastPairs = 50;

    // The product's own rule is given up only for one that explains this much more.
    private const double Margin = 0.05;

    // Two moments closer than this, in minutes, are one.
    private const double Moment = 0.5;

    private const int Rules = 4;

    /// <summary>Nothing was seen.</summary>
    public static ObservedDiscipline None { get; } = new(QueueDiscipline.Slack, 0, new double[Rules]);

    /// <summary>What the twins show.</summary>
    public static ObservedDiscipline Of(SiteTwins twins)
    {
        var starts = LastStarts(twins);
        if (starts.Count == 0)
            return None;
        var first = starts.Values.Min(list => list[0].At);
        var (pairs, agreed) = (0, new double[Rules]);
        foreach (var order in twins.Orders)
        {
            if (order.State is OrderState.Cancelled or OrderState.Draft || !order.Holds.IsEmpty || !order.Releases.IsEmpty)
                continue;
            for (var i = 0; i < order.Operations.Length; i++)
            {
                var left = order.Operations[i];
                if (left.State == OperationState.Cancelled || left.StartedAt <= first || !starts.TryGetValue(left.WorkCenter, out var taken) || ReadyTimes.Of(order, i) is not { } ready)
                    continue;
                foreach (var one in taken)
                {
                    if (one.Order.Priority != order.Priority || (one.At - ready).TotalMinutes < Moment || left.StartedAt is { } start && (start - one.At).TotalMinutes < Moment)
                        continue;
                    pairs++;
                    Agree(agreed, one, order, i, ready);
                }
            }
        }
        return Believed(pairs, agreed);
    }

    private static ObservedDiscipline Believed(int pairs, double[] agreed)
    {
        var concordance = Array.ConvertAll(agreed, count => pairs == 0 ? 0 : count / pairs);
        var best = QueueDiscipline.Slack;
        for (var rule = 1; pairs >= LeastPairs && rule < Rules; rule++)
        {
            var least = best == QueueDiscipline.Slack ? concordance[0] + Margin : concordance[(int)best];
            if (concordance[rule] > least)
                best = (QueueDiscipline)rule;
        }
        return new ObservedDiscipline(best, pairs, concordance);
    }

    /// <summary>The last starts whose wait is known, by work center, the earliest first.</summary>
    private static Dictionary<string, List<Start>> LastStarts(SiteTwins twins)
    {
        var last = new PriorityQueue<Start, DateTimeOffset>();
        foreach (var order in twins.Orders)
        {
            for (var i = 0; i < order.Operations.Length; i++)
            {
                if (order.Operations[i].StartedAt is not { } at || (last.Count == Starts && at <= last.Peek().At) || ReadyTimes.Of(order, i) is not { } ready)
                    continue;
                last.Enqueue(new Start(order, i, ready, at), at);
                if (last.Count > Starts)
                    last.Dequeue();
            }
        }
        var starts = new Dictionary<string, List<Start>>(StringComparer.Ordinal);
        while (last.TryDequeue(out var start, out _))
        {
            var center = start.Order.Operations[start.Operation].WorkCenter;
            if (!starts.TryGetValue(center, out var list))
                starts[center] = list = [];
            list.Add(start);
        }
        return starts;
    }

    private static void Agree(double[] agreed, in Start taken, OrderTwin left, int operation, DateTimeOffset ready)
    {
        Count(agreed, QueueDiscipline.FirstCome, (ready - taken.Ready).TotalMinutes);
        Count(agreed, QueueDiscipline.Shortest, left.Operations[operation].PlannedMinutes - taken.Order.Operations[taken.Operation].PlannedMinutes);
        if (left.Due is not { } due || taken.Order.Due is not { } takenDue)
            return;
        Count(agreed, QueueDiscipline.DueDate, (due - takenDue).TotalMinutes);
        Count(agreed, QueueDiscipline.Slack, (due - takenDue).TotalMinutes - Behind(left, operation) + Behind(taken.Order, taken.Operation));
    }

    // A tie explains nothing and contradicts nothing.
    private static void Count(double[] agreed, QueueDiscipline rule, double later) =>
        agreed[(int)rule] += Math.Abs(later) < 1e-6 ? 0.5 : later > 0 ? 1 : 0;

    /// <summary>Planned minutes from an operation on, all that are listed behind it in a row.</summary>
    private static double Behind(OrderTwin order, int operation)
    {
        var minutes = 0.0;
        for (var i = operation; i < order.Operations.Length; i++)
            minutes += order.Operations[i].PlannedMinutes;
        return minutes;
    }

    private readonly record struct Start(OrderTwin Order, int Operation, DateTimeOffset Ready, DateTimeOffset At);
}
