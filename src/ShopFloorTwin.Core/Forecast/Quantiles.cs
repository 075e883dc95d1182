using System.Numerics;
using System.Runtime.Intrinsics;

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
    /// greatest, and only the buckets in which a quantile lies are looked into, in the same way. The share 1 is the greatest.
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
        var (low, high) = Extent.Of(samples);
        if (!(high - low > 1e-6f))
        {
            selected.Fill(low);
            return;
        }
        Span<int> bucketOf = stackalloc int[samples.Length];
        Span<int> counts = stackalloc int[Buckets];
        Sort(samples, low, (Buckets - 1) / (high - low), bucketOf);
        foreach (var bucket in bucketOf)
            counts[bucket]++;
        Span<float> crowd = stackalloc float[samples.Length];
        Span<int> within = stackalloc int[ranks.Length];
        var (at, below) = (0, 0);
        for (var first = 0; first < ranks.Length;)
        {
            if (ranks[first] == samples.Length - 1)
            {
                selected[first..].Fill(high);
                return;
            }
            while (below + counts[at] <= ranks[first])
                below += counts[at++];
            var last = first;
            for (; last < ranks.Length && ranks[last] < below + counts[at]; last++)
                within[last] = ranks[last] - below;
            Gather(samples, bucketOf, at, crowd);
            Select(crowd[..counts[at]], within[first..last], selected[first..last]);
            first = last;
        }
    }

    private static void Sort(ReadOnlySpan<float> samples, float low, float scale, Span<int> bucketOf)
    {
        var s = 0;
        for (; s <= samples.Length - Vector256<float>.Count; s += Vector256<float>.Count)
            Vector256.ConvertToInt32((Vector256.Create(samples[s..]) - Vector256.Create(low)) * scale).CopyTo(bucketOf[s..]);
        for (; s < samples.Length; s++)
            bucketOf[s] = (int)((samples[s] - low) * scale);
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

    // By vector: few samples belong to a bucket.
    private static void Gather(ReadOnlySpan<float> samples, ReadOnlySpan<int> bucketOf, int bucket, Span<float> into)
    {
        var (s, count) = (0, 0);
        for (; s <= samples.Length - Vector256<int>.Count; s += Vector256<int>.Count)
        {
            for (var here = Vector256.Equals(Vector256.Create(bucketOf[s..]), Vector256.Create(bucket)).ExtractMostSignificantBits(); here != 0; here &= here - 1)
                into[count++] = samples[s + BitOperations.TrailingZeroCount(here)];
        }
        for (; s < samples.Length; s++)
        {
            if (bucketOf[s] == bucket)
                into[count++] = samples[s];
        }
    }
}
