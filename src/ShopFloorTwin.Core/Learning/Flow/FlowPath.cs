using System.Collections.Immutable;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Learning.Flow;

/// <summary>A stretch in which an order was worked on; minutes since the order's first work.</summary>
public readonly record struct FlowStretch(float From, float To, string WorkCenter);

/// <summary>
/// The way an order took through the floor: what was worked on it, where and when, and the waits between by what is left out.
/// Of fixed size: short waits are closed where there are more stretches than <see cref="StretchesMax"/>.
/// </summary>
public sealed record FlowPath
{
    public const int StretchesMax = 12;

    public required string Order { get; init; }
    public required string Product { get; init; }

    /// <summary>Release, or the first work where that was earlier.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it was done; of an open order, the time it was looked at.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>By time.</summary>
    public required ImmutableArray<FlowStretch> Stretches { get; init; }

    /// <summary>From start to end.</summary>
    public double Minutes => (End - Start).TotalMinutes;

    /// <summary>The way so far of an order that was started; null: nothing was worked on it.</summary>
    public static FlowPath? Of(OrderTwin order, DateTimeOffset end)
    {
        var start = DateTimeOffset.MaxValue;
        foreach (var operation in order.Operations)
        {
            if (operation.StartedAt is { } first && first < start)
                start = first;
        }
        if (start >= end)
            return null;
        var stretches = new List<FlowStretch>();
        foreach (var operation in order.Operations)
        {
            foreach (var span in operation.Spans(end))
                stretches.Add(new FlowStretch((float)(span.From - start).TotalMinutes, (float)(span.To - start).TotalMinutes, operation.WorkCenter));
        }
        stretches.Sort(static (a, b) => a.From != b.From ? a.From.CompareTo(b.From) : string.CompareOrdinal(a.WorkCenter, b.WorkCenter));
        return new FlowPath { Order = order.Id, Product = order.Product, Start = start, End = end, Stretches = Shortened(stretches) };
    }

    private static ImmutableArray<FlowStretch> Shortened(List<FlowStretch> stretches)
    {
        while (stretches.Count > StretchesMax)
        {
            // The shortest wait goes first, one within a work center before one on the way to the next.
            var (place, least) = (1, double.PositiveInfinity);
            for (var i = 1; i < stretches.Count; i++)
            {
                var wait = stretches[i].From - stretches[i - 1].To + (stretches[i].WorkCenter == stretches[i - 1].WorkCenter ? 0 : 100_000);
                if (wait < least)
                    (place, least) = (i, wait);
            }
            stretches[place - 1] = new FlowStretch(stretches[place - 1].From, Math.Max(stretches[place - 1].To, stretches[place].To), stretches[place].WorkCenter);
            stretches.RemoveAt(place);
        }
        return [.. stretches];
    }
}
