using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Components;

public sealed partial record ComponentTwin
{
    /// <summary>Moves kept behind the last count; the oldest is folded into its level beyond that.</summary>
    public const int MovesMax = 128;

    private const double Tolerance = 1e-9;

    /// <summary>A count: what moved before it no longer matters. An older count than the last changes nothing.</summary>
    internal ComponentTwin Levelled(double onHand, double? onHold, EventRef count)
    {
        if (LevelEvent?.Time > count.Time)
            return this;
        var first = 0;
        var expected = Count?.Level ?? OnHand - SumOf(Moves);
        while (first < Moves.Length && Moves[first].Time <= count.Time)
            expected += Moves[first++].Quantity;
        var moves = Moves.RemoveRange(0, first);
        return (this with
        {
            LevelEvent = count,
            Moves = moves,
            OnHand = onHand + SumOf(moves),
            CountedOnHold = onHold is { } held && !IsAllReleased(count.Time) ? Math.Max(0, held - HeldByEvents(count.Time)) : onHold is null ? CountedOnHold : 0,
            Count = new StockCount
            {
                Level = onHand,
                Expected = expected,
                Previous = LevelEvent?.Time,
                LossBefore = LossEvent,
                HeldCountedAt = onHold is null ? Count?.HeldCountedAt : count.Time,
            },
        }).WithLoss();
    }

    /// <summary>A receipt (positive) or consumption (negative); one before the last count is in that count, one of the same moment that comes after it is not.</summary>
    internal ComponentTwin Moved(double quantity, DateTimeOffset time)
    {
        if (LevelEvent is { } level && time < level.Time)
            return Count is null || time < Count.Previous ? this : (this with { Count = Count with { Expected = Count.Expected + quantity } }).WithLoss();
        var place = Moves.Length;
        var move = new StockMove(time, quantity);
        while (place > 0 && (Moves[place - 1].Time > time || (Moves[place - 1].Time == time && Moves[place - 1].Quantity > quantity)))
            place--;
        var count = Count ?? new StockCount { Level = OnHand - SumOf(Moves) };
        var isFull = Moves.Length == MovesMax;
        if (isFull)
            count = count with { Level = count.Level + (place == 0 ? quantity : Moves[0].Quantity) };
        var moves = !isFull ? Moves.Insert(place, move) : place == 0 ? Moves : InPlaceOfTheOldest(move, place - 1);
        return this with { Count = count, Moves = moves, OnHand = count.Level + SumOf(moves) };
    }

    /// <summary>A hold on a quantity, or on all that is on hand when it names none.</summary>
    internal ComponentTwin Held(QualityHoldData said, CloudEvent hold)
    {
        var holds = HoldBook.Held(Holds, Releases, said, hold);
        // A count of held stock had this hold in it, though the hold is heard of only now.
        var isCounted = hold.Time <= Count?.HeldCountedAt && (holds.Length > Holds.Length || IsReleased(said.Lot, Count.HeldCountedAt.Value));
        var counted = isCounted ? Math.Max(0, CountedOnHold - (said.Quantity ?? OnHand)) : CountedOnHold;
        if (holds.Length <= HoldBook.Max)
            return this with { Holds = holds, CountedOnHold = counted };
        return this with { Holds = holds.RemoveAt(0), CountedOnHold = counted + (holds[0].Quantity ?? OnHand) };
    }

    /// <summary>A release of a lot, or of all that is held.</summary>
    internal ComponentTwin Released(string? lot, DateTimeOffset time) => this with
    {
        Holds = HoldBook.Released(Holds, lot, time),
        Releases = HoldBook.Noted(Releases, lot, time),
        CountedOnHold = lot is null && !(Count?.HeldCountedAt > time) ? 0 : CountedOnHold,
    };

    private bool IsAllReleased(DateTimeOffset since) => Releases.Any(release => release.Lot is null && release.Time >= since);

    private bool IsReleased(string? lot, DateTimeOffset since) => Releases.Any(release => release.Lot == lot && release.Time > since);

    private double HeldByEvents(DateTimeOffset until)
    {
        var held = 0.0;
        foreach (var hold in Holds)
            if (hold.Event.Time <= until)
                held += hold.Quantity ?? OnHand;
        return held;
    }

    /// <summary>The last count is a loss when it found less than there should have been; late moves may explain it.</summary>
    private ComponentTwin WithLoss()
    {
        var loss = Count!.Level < Count.Expected - Tolerance ? LevelEvent : Count.LossBefore;
        return loss == LossEvent ? this : this with { LossEvent = loss };
    }

    private ImmutableArray<StockMove> InPlaceOfTheOldest(StockMove move, int place)
    {
        var moves = new StockMove[Moves.Length];
        Moves.AsSpan()[1..(place + 1)].CopyTo(moves);
        moves[place] = move;
        Moves.AsSpan()[(place + 1)..].CopyTo(moves.AsSpan(place + 1));
        return ImmutableCollectionsMarshal.AsImmutableArray(moves);
    }

    // Summed anew in the order of time, so that the order of arrival leaves no trace in the last digits.
    private static double SumOf(ImmutableArray<StockMove> moves)
    {
        var sum = 0.0;
        foreach (var move in moves)
            sum += move.Quantity;
        return sum;
    }
}
