using System.Numerics.Tensors;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Quantiles of samples by nearest rank, so that every quantile is a time that occurs (not one in closed hours between two).</summary>
internal static class Quantiles
{
    private const int Buckets = 256;

    // So many are put in order one by one.
    private const int Few = 24;

    /// <summary>The sample with at least this share of all at or below it, of samples in ascending order.</summary>
    public static float Of(ReadOnlySpan<float> sorted, double share) => sorted[Rank(sorted.Length, share)];

    /// <summary>
    /// The same for several shares, of finite samples in any order: samples are counted into buckets between the least and the
    /// greatest, and only the buckets in which a quantile lies are looked into, in the same way.
    /// </summary>
    /// <param name="shares">Ascending.</param>
    public static void Of(ReadOnlySpan<float> samples, ReadOnlySpan<double> shares, Span<float> quantiles)
    {
        Span<int> ranks = stackalloc int[shares.Length];
        for (var q = 0; q < ranks.Length; q++)
            ranks[q] = Rank(samples.Length, shares[q]);
        Select(samples, ranks, quantiles);
    }

    private static int Rank(int samples, double share) => Math.Clamp((int)Math.Ceiling(share * samples) - 1, 0, samples - 1);

    private static void Select(ReadOnlySpan<float> samples, ReadOnlySpan<int> ranks, Span<float> selected)
    {
        if (samples.Length <= Few)
        {
            SelectFew(samples, ranks, selected);
            return;
        }
        var low = TensorPrimitives.Min(samples);
        var range = TensorPrimitives.Max(samples) - low;
        if (!(range > 1e-6f))
        {
            selected.Fill(low);
            return;
        }
        Span<byte> bucketOf = stackalloc byte[samples.Length];
        Span<int> counts = stackalloc int[Buckets];
        counts.Clear();
        var scale = (Buckets - 1) / range;
        for (var s = 0; s < samples.Length; s++)
        {
            var bucket = (int)((samples[s] - low) * scale);
            bucketOf[s] = (byte)bucket;
            counts[bucket]++;
        }
        Span<float> crowd = stackalloc float[samples.Length + 1];
        Span<int> within = stackalloc int[ranks.Length];
        var (at, below) = (0, 0);
        for (var first = 0; first < ranks.Length;)
        {
            while (below + counts[at] <= ranks[first])
                below += counts[at++];
            var last = first;
            for (; last < ranks.Length && ranks[last] < below + counts[at]; last++)
                within[last] = ranks[last] - below;
            Gather(samples, bucketOf, (byte)at, crowd);
            Select(crowd[..counts[at]], within[first..last], selected[first..last]);
            first = last;
        }
    }

    private static void SelectFew(ReadOnlySpan<float> samples, ReadOnlySpan<int> ranks, Span<float> selected)
    {
        Span<float> sorted = stackalloc float[Few];
        for (var s = 0; s < samples.Length; s++)
        {
            var at = s;
            for (; at > 0 && sorted[at - 1] > samples[s]; at--)
                sorted[at] = sorted[at - 1];
            sorted[at] = samples[s];
        }
        for (var q = 0; q < ranks.Length; q++)
            selected[q] = sorted[ranks[q]];
    }

    // Without a branch: which samples belong to a bucket cannot be foreseen.
    private static void Gather(ReadOnlySpan<float> samples, ReadOnlySpan<byte> bucketOf, byte bucket, Span<float> into)
    {
        var count = 0;
        for (var s = 0; s < samples.Length; s++)
        {
            into[count] = samples[s];
            count += bucketOf[s] == bucket ? 1 : 0;
        }
    }
}
