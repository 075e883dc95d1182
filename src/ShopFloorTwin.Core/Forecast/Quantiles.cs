using System.Numerics.Tensors;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Quantiles of samples by nearest rank, so that every quantile is a time that occurs (not one in closed hours between two).</summary>
internal static class Quantiles
{
    private const int Buckets = 256;

    // A bucket with more than this is sorted by itself; fewer are put in place one by one.
    private const int Crowd = 24;

    public static float Of(ReadOnlySpan<float> sorted, double p) =>
        sorted[Math.Clamp((int)Math.Ceiling(p * sorted.Length) - 1, 0, sorted.Length - 1)];

    /// <summary>Sorts finite samples: by counting into buckets between the least and the greatest, then within each.</summary>
    public static void Sort(ReadOnlySpan<float> samples, Span<float> sorted)
    {
        var low = TensorPrimitives.Min(samples);
        var range = TensorPrimitives.Max(samples) - low;
        if (!(range > 1e-6f))
        {
            samples.CopyTo(sorted);
            return;
        }
        var scale = (Buckets - 1) / range;
        Span<int> ends = stackalloc int[Buckets];
        ends.Clear();
        foreach (var sample in samples)
            ends[(int)((sample - low) * scale)]++;
        var sum = 0;
        for (var b = 0; b < Buckets; b++)
            ends[b] = sum += ends[b];
        for (var s = samples.Length - 1; s >= 0; s--)
            sorted[--ends[(int)((samples[s] - low) * scale)]] = samples[s];
        for (var b = 0; b < Buckets; b++)
        {
            var bucket = sorted[ends[b]..(b + 1 < Buckets ? ends[b + 1] : sorted.Length)];
            if (bucket.Length > Crowd)
                bucket.Sort();
            else
                Insert(bucket);
        }
    }

    private static void Insert(Span<float> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            var at = i;
            for (; at > 0 && values[at - 1] > value; at--)
                values[at] = values[at - 1];
            values[at] = value;
        }
    }
}
