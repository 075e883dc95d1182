using ShopFloorTwin.Core.Learning.Suppliers;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Common random numbers: each entity draws the same stratified sample in every forecast and scenario,
/// so that a difference between two forecasts is the change and not the noise.
/// A page holds the midpoints of N equal strata of (0, 1) in a random order (Latin hypercube, McKay et al. 1979),
/// so that the median of every single quantity is exact; an entity reads one page from an offset of its own.
/// </summary>
internal sealed class SampleBook
{
    private const int Pages = 64;

    /// <summary>Beliefs of lateness with a table of their own: 2 * 64 * N floats each.</summary>
    private const int LatenessTables = 16;

    private readonly float[] _uniform;

    // Of each number of a page its stratum, and of each stratum its place in the page.
    private readonly int[] _stratum, _sampleOf;
    private readonly Dictionary<double, float[]> _factors = [];
    private readonly Dictionary<SupplierLateness, float[]> _lateness = new(ReferenceEqualityComparer.Instance);

    // Tables of a seed before, to be drawn over.
    private readonly Stack<float[]> _spare = new();
    private ulong _seed;

    public SampleBook(int samples, ulong seed)
    {
        Samples = samples;
        _uniform = new float[Pages * 2 * samples];
        (_stratum, _sampleOf) = (new int[_uniform.Length], new int[Pages * samples]);
        Begin(seed);
    }

    /// <summary>Draws the book anew, as a new one of that seed is drawn. What was read from it before is not to be read any more.</summary>
    public void Begin(ulong seed)
    {
        foreach (var table in _factors.Values.Concat(_lateness.Values))
            _spare.Push(table);
        _factors.Clear();
        _lateness.Clear();
        var samples = Samples;
        var random = _seed = seed;
        for (var page = 0; page < Pages; page++)
        {
            var strata = _uniform.AsSpan(page * 2 * samples, samples);
            for (var s = 0; s < samples; s++)
                strata[s] = (s + 0.5f) / samples;
            for (var s = samples - 1; s > 0; s--)
            {
                var other = (int)(Next(ref random) % (ulong)(s + 1));
                (strata[s], strata[other]) = (strata[other], strata[s]);
            }
            strata.CopyTo(_uniform.AsSpan(page * 2 * samples + samples, samples));
            for (var s = 0; s < samples; s++)
            {
                var stratum = (int)(strata[s] * samples);
                _stratum[page * 2 * samples + s] = _stratum[page * 2 * samples + samples + s] = stratum;
                _sampleOf[page * samples + stratum] = s;
            }
        }
    }

    /// <summary>Samples per quantity.</summary>
    public int Samples { get; }

    /// <summary>The place in the book of an entity, from its name.</summary>
    public int Place(string kind, string id, string part = "") => Place(Name(kind, id), part);

    /// <summary>An entity by name, to look up the places of its parts.</summary>
    public ulong Name(string kind, string id) => Mix(Mix(14695981039346656037UL ^ _seed, kind), id);

    /// <summary>The place in the book of a part of an entity.</summary>
    public int Place(ulong name, string part)
    {
        var hash = Mix(name, part);
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93UL;
        hash ^= hash >> 32;
        return (int)(hash % Pages) * 2 * Samples + (int)(hash / Pages % (ulong)Samples);
    }

    /// <summary>A place for another quantity of the entity at a place, on a page of its own.</summary>
    public int Other(int place) => Further(place, Pages / 2 - 1);

    /// <summary>A place for a third one.</summary>
    public int Third(int place) => Further(place, Pages / 4 - 1);

    private int Further(int place, int pages) => (place + pages * 2 * Samples) % (Pages * 2 * Samples);

    /// <summary>Uniform samples in (0, 1) of the entity at a place.</summary>
    public ReadOnlySpan<float> Uniform(int place) => _uniform.AsSpan(place, Samples);

    /// <summary>By sample, which of the N strata of (0, 1) its uniform number lies in.</summary>
    public ReadOnlySpan<int> Strata(int place) => _stratum.AsSpan(place, Samples);

    /// <summary>The sample of the entity at a place whose uniform number lies in a stratum.</summary>
    public int SampleOf(int place, int stratum)
    {
        var (page, offset) = (place / (2 * Samples), place % (2 * Samples));
        var sample = _sampleOf[page * Samples + stratum] - offset;
        return sample < 0 ? sample + Samples : sample;
    }

    /// <summary>Samples of exp(sigma z), median 1, of the entity at a place.</summary>
    public ReadOnlySpan<float> Factor(int place, double sigma) => Table(sigma).AsSpan(place, Samples);

    /// <summary>Samples of a lateness in days, by place; null when there are many beliefs already.</summary>
    public float[]? Lateness(SupplierLateness lateness)
    {
        if (_lateness.TryGetValue(lateness, out var table))
            return table;
        if (_lateness.Count == LatenessTables)
            return null;
        table = NewTable();
        lateness.Draw(_uniform, table);
        return _lateness[lateness] = table;
    }

    // Few spreads are in use at once; a table for each costs 2 * 64 * N floats.
    private float[] Table(double sigma)
    {
        sigma = Math.Round(Math.Clamp(sigma, 0, 4), 2);
        if (_factors.TryGetValue(sigma, out var table))
            return table;
        table = NewTable();
        var strata = new float[Samples];
        for (var s = 0; s < Samples; s++)
            strata[s] = (float)Math.Exp(sigma * Normal.Quantile((s + 0.5) / Samples));
        for (var i = 0; i < table.Length; i++)
            table[i] = strata[(int)(_uniform[i] * Samples)];
        return _factors[sigma] = table;
    }

    private float[] NewTable() => _spare.TryPop(out var table) ? table : new float[_uniform.Length];

    private static ulong Mix(ulong hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return (hash ^ 0x1F) * 1099511628211UL;
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
