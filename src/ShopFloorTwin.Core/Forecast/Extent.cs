using System.Runtime.Intrinsics;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>The least and the greatest of samples that are numbers, at least one.</summary>
internal readonly record struct Extent(float Low, float High)
{
    public static Extent Of(ReadOnlySpan<float> samples)
    {
        var (low, high) = (samples[0], samples[0]);
        var s = 0;
        if (samples.Length >= Vector256<float>.Count)
        {
            var (lows, highs) = (Vector256.Create(samples), Vector256.Create(samples));
            for (s = Vector256<float>.Count; s <= samples.Length - Vector256<float>.Count; s += Vector256<float>.Count)
            {
                var next = Vector256.Create(samples[s..]);
                (lows, highs) = (Vector256.MinNative(lows, next), Vector256.MaxNative(highs, next));
            }
            for (var i = 0; i < Vector256<float>.Count; i++)
                (low, high) = (Math.Min(low, lows[i]), Math.Max(high, highs[i]));
        }
        for (; s < samples.Length; s++)
            (low, high) = (Math.Min(low, samples[s]), Math.Max(high, samples[s]));
        return new Extent(low, high);
    }
}
