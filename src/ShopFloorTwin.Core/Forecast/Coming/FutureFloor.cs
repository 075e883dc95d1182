namespace ShopFloorTwin.Core.Forecast.Coming;

/// <summary>One way the future may be: the floor with one sample of every quantity, and with orders that come on the way.</summary>
internal static class FutureFloor
{
    private static readonly float[] Nothing = new float[4096];

    /// <param name="floor">As it is known.</param>
    /// <param name="coming">Orders that come, with when their work can begin, in minutes from now.</param>
    /// <param name="pool">What the orders of the floor wait for.</param>
    /// <param name="book">Random numbers.</param>
    /// <param name="sample">Which of the samples.</param>
    public static Floor Of(Floor floor, IReadOnlyList<(ComingOrder Order, double At, double Opens)> coming, SupplyPool pool, SampleBook book, int sample)
    {
        var (orders, operations) = (floor.Orders, floor.Operations);
        var more = coming.Sum(one => one.Order.Work.Length);
        var edges = coming.Sum(one => one.Order.Before.Sum(before => before.Length));
        var next = floor with
        {
            OrderTwin = Longer(floor.OrderTwin, coming.Count),
            Due = Longer(floor.Due, coming.Count),
            NeededBy = Longer(floor.NeededBy, coming.Count),
            Priority = Longer(floor.Priority, coming.Count),
            OperationFirst = Longer(floor.OperationFirst, coming.Count),
            HoldSource = Longer(floor.HoldSource, coming.Count),
            Rest = Longer(floor.Rest, coming.Count),
            OperationOrder = Longer(floor.OperationOrder, more),
            OperationTwin = Longer(floor.OperationTwin, more),
            WorkCenter = Longer(floor.WorkCenter, more),
            Work = Longer(floor.Work, more),
            IsRunning = Longer(floor.IsRunning, more),
            Waited = Longer(floor.Waited, more),
            WaitAt = new float[operations + more],
            ReadySince = floor.ReadySince.Length == 0 ? [] : Longer(floor.ReadySince, more),
            PredecessorFirst = Longer(floor.PredecessorFirst, more),
            Predecessors = Longer(floor.Predecessors, edges),
            Sources = [.. Sources(floor, sample), .. coming.Select(one => Opening(pool.HasAll(one.Order, floor) ? one.At : one.Opens))],
            Pegging = floor.Pegging.Unpegged(orders + coming.Count),
        };
        var (row, edge) = (operations, floor.PredecessorFirst[operations]);
        for (var c = 0; c < coming.Count; c++)
        {
            var (order, at, _) = coming[c];
            var o = orders + c;
            next.OrderTwin[o] = order.Twin;
            next.Due[o] = next.NeededBy[o] = at + order.DueAfter;
            next.Priority[o] = floor.Twins.Orders[order.Twin].Priority;
            next.HoldSource[o] = floor.Sources.Length + c;
            var first = row;
            for (var i = 0; i < order.Work.Length; i++, row++)
            {
                next.OperationOrder[row] = o;
                next.OperationTwin[row] = i;
                next.WorkCenter[row] = order.Centers[i];
                next.Work[row] = order.Work[i];
                next.Waited[row] = floor.Delays[order.Centers[i]] is null ? -1 : 0;
                foreach (var before in order.Before[i])
                    next.Predecessors[edge++] = first + before;
                next.PredecessorFirst[row + 1] = edge;
            }
            next.OperationFirst[o + 1] = row;
        }
        // Nobody knows beforehand how long work will take: who goes first is decided by what it should.
        next = next with { Expected = [.. next.Work] };
        Draw(next, book, sample);
        next = next with { Pool = pool.With(next, orders, coming) };
        // They are in what each operation takes.
        return next with { Breakdowns = new Breakdowns?[floor.Breakdowns.Length] };
    }

    /// <summary>Every operation takes what its sample says, and waits so.</summary>
    private static void Draw(Floor floor, SampleBook book, int sample)
    {
        for (var i = 0; i < floor.Operations; i++)
        {
            var work = floor.Work[i];
            var minutes = work.Worked > 0
                ? (float)OperationWork.Remains(work, book.Uniform(work.Place)[sample])
                : work.Minutes * book.Factor(work.Place, work.Sigma)[sample];
            if (floor.Breakdowns[floor.WorkCenter[i]] is { } breakdowns)
                minutes += (float)breakdowns.At(OperationWork.Median(work), book.Uniform(book.Third(work.Place))[sample]);
            floor.Work[i] = new Work(Math.Max(1e-3f, minutes), 0, 0, work.Place);
            floor.WaitAt[i] = book.Uniform(book.Other(work.Place))[sample];
        }
    }

    // What only names a fault that is over holds nothing up: it has no samples.
    private static IEnumerable<Source> Sources(Floor floor, int sample) =>
        floor.Sources.Select(source => source.Samples.Table is null ? source : source with { Release = source.Samples[sample] });

    private static Source Opening(double opens) => new()
    {
        Kind = SourceKind.OrderHold,
        Subject = "",
        Release = opens,
        Samples = new Draws((float)opens, 0, Nothing, 0),
    };

    private static T[] Longer<T>(T[] items, int by)
    {
        var longer = new T[items.Length + by];
        items.CopyTo(longer, 0);
        return longer;
    }
}
