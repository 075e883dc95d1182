namespace ShopFloorTwin.Intake.Simulation;

/// <summary>
/// Chance from a seed, the same on every machine and runtime: SplitMix64 (Steele, Lea, Flood 2014).
/// A stream by name does not depend on what has been drawn from others, so that a change to one quantity leaves the others be.
/// </summary>
public sealed class Chance(ulong seed)
{
    private readonly ulong _seed = seed;
    private ulong _state = seed;

    /// <summary>A stream of its own for a name.</summary>
    public Chance Of(string name)
    {
        var hash = 14695981039346656037UL ^ _seed;
        foreach (var character in name)
            hash = (hash ^ character) * 1099511628211UL;
        return new Chance(Mixed(hash + 0x9E3779B97F4A7C15UL));
    }

    /// <summary>Within (0, 1), never at an end.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) / (1UL << 53);

    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>A whole number from <paramref name="from"/>, below <paramref name="below"/>.</summary>
    public int Whole(int from, int below) => from + (int)(Uniform() * (below - from));

    public bool Happens(double probability) => Uniform() < probability;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Whole(0, choices.Count)];

    public double Exponential(double mean) => -mean * Math.Log(Uniform());

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>How many of <paramref name="pieces"/> happen, each for itself.</summary>
    public int Count(int pieces, double probability)
    {
        var happened = 0;
        for (var piece = 0; probability > 0 && piece < pieces; piece++)
            happened += Happens(probability) ? 1 : 0;
        return happened;
    }

    private ulong Next() => Mixed(_state += 0x9E3779B97F4A7C15UL);

    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
