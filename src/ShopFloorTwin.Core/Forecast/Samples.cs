using System.Numerics;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>A time by sample, and by sample the root that determined it: 0 none, otherwise a source's index + 1.</summary>
internal sealed class Samples(int count)
{
    public float[] Times { get; } = new float[count];
    public int[] Roots { get; } = new int[count];

    /// <summary>How many readers still want it; at none it goes back to the pool.</summary>
    public int Readers { get; set; }

    /// <summary>The work center line the times are working minutes of; -1: wall minutes.</summary>
    public int Line { get; set; } = -1;
}

/// <summary>Buffers of samples, used again and again.</summary>
internal sealed class SamplePool(int count)
{
    private readonly Stack<Samples> _free = new();

    public Samples Take(int readers, int line)
    {
        if (!_free.TryPop(out var samples))
            samples = new Samples(count);
        (samples.Readers, samples.Line) = (readers, line);
        return samples;
    }

    public void Release(Samples samples)
    {
        if (--samples.Readers <= 0)
            _free.Push(samples);
    }
}

/// <summary>Arithmetic on samples, by vector.</summary>
internal static class SampleMath
{
    /// <summary>Where the other time is later, it and its root.</summary>
    public static void Later(Samples into, ReadOnlySpan<float> times, ReadOnlySpan<int> roots)
    {
        for (var s = 0; s < times.Length; s += Vector<float>.Count)
        {
            var mine = new Vector<float>(into.Times, s);
            var other = new Vector<float>(times[s..]);
            var later = Vector.GreaterThan(other, mine);
            Vector.ConditionalSelect(later, other, mine).CopyTo(into.Times, s);
            Vector.ConditionalSelect(later, new Vector<int>(roots[s..]), new Vector<int>(into.Roots, s)).CopyTo(into.Roots, s);
        }
    }

    /// <summary>Where the other time is later, it and one root for all.</summary>
    public static void Later(Samples into, ReadOnlySpan<float> times, int root)
    {
        var roots = new Vector<int>(root);
        for (var s = 0; s < times.Length; s += Vector<float>.Count)
        {
            var mine = new Vector<float>(into.Times, s);
            var other = new Vector<float>(times[s..]);
            var later = Vector.GreaterThan(other, mine);
            Vector.ConditionalSelect(later, other, mine).CopyTo(into.Times, s);
            Vector.ConditionalSelect(later, roots, new Vector<int>(into.Roots, s)).CopyTo(into.Roots, s);
        }
    }
}
