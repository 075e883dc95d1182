using System.Numerics.Tensors;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Quantiles of samples by nearest rank, so that every quantile is a time that occurs (not one in closed hours between two).</summary>
internal static class Quantiles
{
    private const int Buckets = 256;

    /// <summary>The sample with at least this share of all at or below it, of samples in ascending order.</summary>
    public static float Of(ReadOnlySpan<float> sorted, double share) => sorted[Rank(sorted.Length, share)];

    /// <summary>
    /// The same for several shares, of finite samples in any order: samples are counted into buckets between the least and the
    /// greatest, and only the buckets in which a quantile lies are put in order.
    /// </summary>
    public static void Of(ReadOnlySpan<float> samples, ReadOnlySpan<double> shares, Span<float> quantiles)
    {
        var low = TensorPrimitives.Min(samples);
        var range = TensorPrimitives.Max(samples) - low;
        if (!(range > 1e-6f))
        {
            quantiles.Fill(low);
            return;
        }
        var scale = (Buckets - 1) / range;
        Span<byte> bucketOf = stackalloc byte[samples.Length];
        Span<int> counts = stackalloc int[Buckets];
        counts.Clear();
        for (var s = 0; s < samples.Length; s++)
        {
            var bucket = (int)((samples[s] - low) * scale);
            bucketOf[s] = (byte)bucket;
            counts[bucket]++;
        }
        Span<float> crowd = stackalloc float[samples.Length];
        var (at, below, gathered) = (0, 0, -1);
        for (var q = 0; q < shares.Length; q++)
        {
            var rank = Rank(samples.Length, shares[q]);
            if (rank < below)
                (at, below) = (0, 0);
            while (below + counts[at] <= rank)
                below += counts[at++];
            var bucket = crowd[..counts[at]];
            if (gathered != at)
            {
                Gather(samples, bucketOf, (byte)at, bucket);
                bucket.Sort();
                gathered = at;
            }
            quantiles[q] = bucket[rank - below];
        }
    }

    private static int Rank(int samples, double share) => Math.Clamp((int)Math.Ceiling(share * samples) - 1, 0, samples - 1);

    private static void Gather(ReadOnlySpan<float> samples, ReadOnlySpan<byte> bucketOf, byte bucket, Span<float> into)
    {
        var from = 0;
        for (var i = 0; i < into.Length; i++)
        {
            from += bucketOf[from..].IndexOf(bucket);
            into[i] = samples[from++];
        }
    }
}
