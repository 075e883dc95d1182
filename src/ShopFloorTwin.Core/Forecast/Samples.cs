using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>A time by sample, and by sample the root that determined it: 0 none, otherwise a source's index + 1.</summary>
/// <remarks>The arithmetic on samples goes by whole vectors: their number is a multiple of <see cref="Step"/>.</remarks>
internal sealed class Samples
{
    /// <summary>Floats of the widest vector.</summary>
    public const int Step = 16;

    /// <exception cref="ArgumentException">Not a multiple of the step.</exception>
    public Samples(int count)
    {
        if (count <= 0 || count % Step != 0)
            throw new ArgumentException($"{count} is not a positive multiple of {Step}.", nameof(count));
        (Times, Roots) = (new float[count], new int[count]);
    }

    public float[] Times { get; }
    public int[] Roots { get; }

    /// <summary>How many readers still want it; at none it goes back to the pool.</summary>
    public int Readers { get; set; }

    /// <summary>The work center line the times are working minutes of; -1: wall minutes.</summary>
    public int Line { get; set; } = -1;
}

/// <summary>A time by sample that is drawn from a table shared by many: <c>offset + scale × table[place + sample]</c>.</summary>
internal readonly record struct Draws(float Offset, float Scale, float[] Table, int Place)
{
    public float this[int sample] => Offset + (Scale * Table[Place + sample]);

    public void CopyTo(Span<float> times)
    {
        TensorPrimitives.Multiply(Table.AsSpan(Place, times.Length), Scale, times);
        TensorPrimitives.Add(times, Offset, times);
    }
}

/// <summary>Buffers of samples, used again and again; and the rows of the run under way, of which there is one at a time.</summary>
internal sealed class SamplePool(int count)
{
    private readonly Stack<Samples> _free = new();
    private Samples?[] _ofOperations = [], _ofOrders = [];
    private int[] _openOperations = [], _readers = [];

    /// <summary>By operation and by order: nobody's samples, no operations, no readers. All may be longer.</summary>
    public (Samples?[] OfOperations, Samples?[] OfOrders, int[] OpenOperations, int[] Readers) Rows(int operations, int orders)
    {
        Scratch.Clear(ref _ofOperations, operations);
        Scratch.Clear(ref _ofOrders, orders);
        Scratch.Clear(ref _openOperations, orders);
        Scratch.Clear(ref _readers, orders);
        return (_ofOperations, _ofOrders, _openOperations, _readers);
    }

    public Samples Take(int readers, int line)
    {
        if (!_free.TryPop(out var samples))
            samples = new Samples(count);
        (samples.Readers, samples.Line) = (readers, line);
        return samples;
    }

    /// <summary>All zero, in wall minutes.</summary>
    public Samples TakeZero()
    {
        var samples = Take(1, -1);
        Array.Clear(samples.Times);
        Array.Clear(samples.Roots);
        return samples;
    }

    /// <summary>One reader is done with it.</summary>
    public void Release(Samples samples)
    {
        if (--samples.Readers <= 0)
            Return(samples);
    }

    /// <summary>Nobody will read it any more.</summary>
    public void Return(Samples samples) => _free.Push(samples);
}

/// <summary>Arithmetic on samples, by vector. The number of samples is a multiple of the widest vector's.</summary>
internal static class SampleMath
{
    /// <summary>Where the other time is later, it and its root.</summary>
    public static void Later<TRoots>(Samples into, ReadOnlySpan<float> times, ReadOnlySpan<int> roots)
        where TRoots : struct, IRoots
    {
        ref var mine = ref into.Times[0];
        ref var mineRoot = ref into.Roots[0];
        ref var other = ref MemoryMarshal.GetReference(times[..into.Times.Length]);
        ref var otherRoot = ref MemoryMarshal.GetReference(roots[..into.Times.Length]);
        for (nuint s = 0; s < (nuint)into.Times.Length; s += (nuint)Vector<float>.Count)
        {
            var time = Vector.LoadUnsafe(ref mine, s);
            var later = Vector.LoadUnsafe(ref other, s);
            var isLater = Vector.GreaterThan(later, time);
            Vector.ConditionalSelect(isLater, later, time).StoreUnsafe(ref mine, s);
            if (TRoots.Carried)
                Vector.ConditionalSelect(isLater, Vector.LoadUnsafe(ref otherRoot, s), Vector.LoadUnsafe(ref mineRoot, s)).StoreUnsafe(ref mineRoot, s);
        }
    }

    /// <summary>Where the drawn time is later, it and one root for all.</summary>
    public static void Later<TRoots>(Samples into, in Draws draws, int root)
        where TRoots : struct, IRoots
    {
        var roots = new Vector<int>(root);
        var offset = new Vector<float>(draws.Offset);
        ref var mine = ref into.Times[0];
        ref var mineRoot = ref into.Roots[0];
        ref var drawn = ref MemoryMarshal.GetReference(draws.Table.AsSpan(draws.Place, into.Times.Length));
        for (nuint s = 0; s < (nuint)into.Times.Length; s += (nuint)Vector<float>.Count)
        {
            var time = Vector.LoadUnsafe(ref mine, s);
            var later = (Vector.LoadUnsafe(ref drawn, s) * draws.Scale) + offset;
            var isLater = Vector.GreaterThan(later, time);
            Vector.ConditionalSelect(isLater, later, time).StoreUnsafe(ref mine, s);
            if (TRoots.Carried)
                Vector.ConditionalSelect(isLater, roots, Vector.LoadUnsafe(ref mineRoot, s)).StoreUnsafe(ref mineRoot, s);
        }
    }
}
