using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>
/// How far what was learned of a supplier is to be trusted against its promised dates. At every receipt, what each memory would
/// have said of it and what the promised date said are scored by pinball loss at five levels; lately better ones
/// weigh more (exponentially weighted average: Cesa-Bianchi and Lugosi 2006, chapter 2; over quantile levels as in Berrisch and Ziel 2023).
/// So the promised date stands where nothing beats it. Of fixed size, under 100 bytes.
/// </summary>
public sealed class PromiseTrust
{
    /// <summary>The memories, and behind them the promised date.</summary>
    private const int Candidates = LatenessEvidence.Memories + 1;
    private const int Promise = Candidates - 1;

    /// <summary>Days in which a score's weight halves.</summary>
    private const double HalfLifeDays = 60;

    /// <summary>A candidate whose loss is a twentieth higher weighs e times less.</summary>
    private const double Sharpness = 20;

    /// <summary>What was learned must be better than the promised date by this share of the loss to weigh as much.</summary>
    private const double Margin = 0.1;

    private static readonly HalfLife Life = new(HalfLifeDays);
    private static readonly double[] Levels = [0.05, 0.2, 0.5, 0.8, 0.95];

    /// <summary>Moments from which a line is looked at: long before its promised date, a month before, on its morning; in days behind it.</summary>
    private static readonly double[] Moments = [-90.5, -30.5, -0.5];

    private LossByLevel _losses;

    /// <summary>Hour since 2000 the losses are as of.</summary>
    public int Hour { get; init; }

    /// <summary>Losses in days by level and candidate, as they are saved; empty: nothing was scored.</summary>
    public ImmutableArray<float> Losses
    {
        get => [.. (ReadOnlySpan<float>)_losses];
        init
        {
            if (value.Length == LossByLevel.Length)
                value.CopyTo(_losses);
        }
    }

    /// <summary>With the scores of a receipt.</summary>
    /// <param name="hazards">By memory, what was believed before it.</param>
    internal PromiseTrust Scored(ReadOnlySpan<double> hazards, double lateDays, double share, DateTimeOffset at)
    {
        var hour = LatenessEvidence.HourOf(at);
        var next = new PromiseTrust { Hour = Hour == 0 ? hour : Math.Max(Hour, hour) };
        var (known, scored) = (Life.After(next.Hour - Hour), share * Life.After(next.Hour - hour));
        for (var i = 0; i < LossByLevel.Length; i++)
            next._losses[i] = _losses[i] * (float)known;
        var came = Math.Abs(lateDays) <= 0.5 ? 0 : lateDays;
        Span<double> upTo = stackalloc double[LatenessBins.Count];
        foreach (var moment in Moments)
        {
            if (lateDays <= moment)
                continue;
            for (var level = 0; level < Levels.Length; level++)
                next.Add(level, Promise, scored * Pinball(Levels[level], 0, came));
            for (var memory = 0; memory < LatenessEvidence.Memories; memory++)
            {
                var curve = new LatenessCurve(hazards.Slice(memory * LatenessBins.Count, LatenessBins.Count), moment, upTo);
                var bin = 0;
                for (var level = 0; level < Levels.Length; level++)
                    next.Add(level, memory, scored * Pinball(Levels[level], curve.Quantile(Levels[level], ref bin), came));
            }
        }
        return next;
    }

    /// <summary>Weights of the memories' quantiles at each of five levels; what they lack to 1 is the promised date's.</summary>
    internal Weights WeightsNow()
    {
        var weights = new Weights(new double[Levels.Length * LatenessEvidence.Memories]);
        for (var level = 0; level < Levels.Length; level++)
        {
            var losses = ((ReadOnlySpan<float>)_losses).Slice(level * Candidates, Candidates);
            var scale = (losses[0] + losses[Promise]) / 2.0 + 1e-9;
            var (least, sum) = (double.MaxValue, 0.0);
            foreach (var loss in losses)
                least = Math.Min(least, loss);
            for (var candidate = 0; candidate < Candidates; candidate++)
            {
                var margin = candidate == Promise || scale <= 1e-9 ? 0 : Margin;
                var weight = Math.Exp(-Sharpness * ((losses[candidate] - least) / scale + margin));
                sum += weight;
                if (candidate != Promise)
                    weights.ByLevel[level * LatenessEvidence.Memories + candidate] += weight;
            }
            for (var memory = 0; memory < LatenessEvidence.Memories; memory++)
                weights.ByLevel[level * LatenessEvidence.Memories + memory] /= sum;
        }
        return weights;
    }

    private void Add(int level, int candidate, double loss) => _losses[level * Candidates + candidate] += (float)loss;

    private static double Pinball(double level, double quantile, double came) => Scores.ScoreTally.Pinball(level, quantile, came);

    /// <summary>Weights of the memories by level.</summary>
    internal readonly record struct Weights(double[] ByLevel)
    {
        /// <summary>Weight of a memory's quantile at a probability, between the five levels by linear interpolation.</summary>
        public double At(double probability, int memory)
        {
            var above = 0;
            while (above < Levels.Length && Levels[above] < probability)
                above++;
            if (above == 0 || above == Levels.Length)
                return ByLevel[Math.Min(above, Levels.Length - 1) * LatenessEvidence.Memories + memory];
            var share = (probability - Levels[above - 1]) / (Levels[above] - Levels[above - 1]);
            var (low, high) = (ByLevel[(above - 1) * LatenessEvidence.Memories + memory], ByLevel[above * LatenessEvidence.Memories + memory]);
            return low + share * (high - low);
        }
    }

    [InlineArray(LossByLevel.Length)]
    private struct LossByLevel
    {
        public const int Length = 5 * Candidates;

        private float _first;
    }
}
