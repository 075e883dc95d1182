using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>
/// How late the receipts of a product of a supplier were, or of all its products: weights by bin, held in two memories that
/// forget at different speeds. Of fixed size, 192 bytes in all; sums, so that the order in which receipts become known does not matter.
/// </summary>
public sealed class LatenessEvidence
{
    /// <summary>Days in which a receipt's weight halves, in the memory that follows change and in the one that remembers.</summary>
    public const double QuickDays = 60, SlowDays = 365;

    internal const int Memories = 2;

    private static readonly HalfLife Quick = new(QuickDays), Slow = new(SlowDays);
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private CameByBin _came;

    /// <summary>Empty: all products of the supplier.</summary>
    public required string Product { get; init; }

    /// <summary>Hour since 2000 of the newest receipt; the weights are as of then.</summary>
    public int Hour { get; init; }

    /// <summary>Receipts that were counted, whatever their age.</summary>
    public int Receipts { get; init; }

    /// <summary>Weights by memory and bin, as they are saved.</summary>
    public ImmutableArray<float> Came
    {
        get => [.. (ReadOnlySpan<float>)_came];
        init
        {
            if (value.Length == CameByBin.Length)
                value.CopyTo(_came);
        }
    }

    /// <summary>When the newest receipt came, to the hour.</summary>
    internal DateTimeOffset At => Epoch.AddHours(Hour);

    /// <summary>With a receipt more, also one that came before others that are known.</summary>
    /// <param name="lateDays">Behind the promised date.</param>
    /// <param name="share">Of the line that came.</param>
    /// <param name="at">When it came.</param>
    internal LatenessEvidence With(double lateDays, double share, DateTimeOffset at)
    {
        var hour = HourOf(at);
        var next = new LatenessEvidence { Product = Product, Hour = Receipts == 0 ? hour : Math.Max(Hour, hour), Receipts = Receipts + 1 };
        var bin = LatenessBins.Of(lateDays);
        for (var memory = 0; memory < Memories; memory++)
        {
            var into = next.Of(memory);
            var known = (float)Decay(memory, next.Hour - Hour);
            ReadOnlySpan<float> came = Of(memory);
            for (var b = 0; b < came.Length; b++)
                into[b] = came[b] * known;
            into[bin] += (float)(share * Decay(memory, next.Hour - hour));
        }
        return next;
    }

    /// <summary>Weights of a memory by bin, as of <see cref="Hour"/>.</summary>
    internal Span<float> Of(int memory) => ((Span<float>)_came).Slice(memory * LatenessBins.Count, LatenessBins.Count);

    /// <summary>What a weight of a memory is worth at a moment after <see cref="Hour"/>.</summary>
    internal double DecayUntil(int memory, DateTimeOffset now) => Decay(memory, Math.Max(0, HourOf(now) - Hour));

    /// <summary>Weight of all receipts at a moment, in the memory that remembers.</summary>
    internal double WeightAt(DateTimeOffset now)
    {
        var weight = 0.0;
        foreach (var came in Of(Memories - 1))
            weight += came;
        return weight * DecayUntil(Memories - 1, now);
    }

    internal static int HourOf(DateTimeOffset at) => (int)Math.Floor((at - Epoch).TotalHours);

    private static double Decay(int memory, int hours) => (memory == 0 ? Quick : Slow).After(hours);

    [InlineArray(CameByBin.Length)]
    private struct CameByBin
    {
        public const int Length = Memories * LatenessBins.Count;

        private float _first;
    }
}
