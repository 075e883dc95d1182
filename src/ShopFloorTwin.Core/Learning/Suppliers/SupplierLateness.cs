namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>
/// How many days behind the date given a line comes: a distribution, early and late, with much of it on the day itself.
/// Immutable. Quantiles are read from a table of a hundred equal steps.
/// </summary>
public abstract class SupplierLateness
{
    protected const int Steps = 100;

    private readonly double[] _days = new double[Steps + 1];

    /// <summary>Probability of coming before the day; as learned, before the promised date is weighed against it.</summary>
    public double Early { get; protected init; }

    /// <summary>Probability of coming on the day.</summary>
    public double OnTheDay { get; protected init; }

    /// <summary>Probability of coming behind the day.</summary>
    public double Late => Math.Max(0, 1 - Early - OnTheDay);

    /// <summary>Days behind the date that are not exceeded with a probability; negative: ahead of it.</summary>
    public double QuantileDays(double probability)
    {
        var at = Math.Clamp(probability, 0, 1) * Steps;
        var step = Math.Min((int)at, Steps - 1);
        return _days[step] + (at - step) * (_days[step + 1] - _days[step]);
    }

    /// <summary>The lateness of a line that has not come yet; this one itself where that says nothing new.</summary>
    /// <param name="elapsedDays">Now, in days behind the date given; negative: still ahead.</param>
    public abstract SupplierLateness Given(double elapsedDays);

    /// <summary>Draws by the quantiles of uniform numbers, in days behind the date given.</summary>
    public void Draw(ReadOnlySpan<float> uniform, Span<float> days)
    {
        for (var i = 0; i < uniform.Length; i++)
        {
            var at = uniform[i] * Steps;
            var step = Math.Min((int)at, Steps - 1);
            var below = _days[step];
            days[i] = (float)(below + (at - step) * (_days[step + 1] - below));
        }
    }

    /// <summary>Probabilities the table has quantiles of; at both ends a quarter of a step short of never and always.</summary>
    protected static double Probability(int step) => Math.Clamp(step / (double)Steps, 0.25 / Steps, 1 - 0.25 / Steps);

    /// <summary>Sets the quantile of a step, from the lowest on; it is never below that of a lower probability.</summary>
    protected void Set(int step, double days) => _days[step] = step == 0 ? days : Math.Max(days, _days[step - 1]);
}

/// <summary>On time with some probability, otherwise late by an exponential number of days.</summary>
public sealed class StatedLateness : SupplierLateness
{
    private readonly double _meanLateDays;

    public StatedLateness(double onTimeProbability, double meanLateDays)
        : this(onTimeProbability, meanLateDays, 0)
    {
    }

    private StatedLateness(double onTimeProbability, double meanLateDays, double fromDays)
    {
        _meanLateDays = meanLateDays;
        OnTheDay = onTimeProbability;
        for (var step = 0; step <= Steps; step++)
            Set(step, Probability(step) is var p && p <= onTimeProbability ? 0 : fromDays - meanLateDays * Math.Log((1 - p) / (1 - onTimeProbability)));
    }

    /// <summary>Behind the date the time that remains is as long as ever.</summary>
    public override SupplierLateness Given(double elapsedDays) => elapsedDays <= 0 ? this : new StatedLateness(0, _meanLateDays, elapsedDays);
}

/// <summary>What two memories of a supplier's receipts say, as far as they have been better than the promised date.</summary>
public sealed class LearnedLateness : SupplierLateness
{
    private readonly double[] _hazards;
    private readonly double[] _weights;

    /// <param name="hazards">By memory and bin.</param>
    /// <param name="weights">Of the memories.</param>
    internal LearnedLateness(double[] hazards, PromiseTrust.Weights weights)
        : this(hazards, [.. Enumerable.Range(0, 2 * (Steps + 1)).Select(i => weights.At(Probability(i / 2), i % 2))], double.NegativeInfinity)
    {
    }

    /// <param name="hazards">By memory and bin.</param>
    /// <param name="weights">By step and memory.</param>
    /// <param name="elapsedDays">Since the promised date, without the line having come.</param>
    private LearnedLateness(double[] hazards, double[] weights, double elapsedDays)
    {
        (_hazards, _weights) = (hazards, weights);
        Span<double> quickUpTo = stackalloc double[LatenessBins.Count];
        Span<double> slowUpTo = stackalloc double[LatenessBins.Count];
        var quick = new LatenessCurve(hazards.AsSpan(0, LatenessBins.Count), elapsedDays, quickUpTo);
        var slow = new LatenessCurve(hazards.AsSpan(LatenessBins.Count), elapsedDays, slowUpTo);
        Early = (quick.Early + slow.Early) / 2;
        OnTheDay = (quick.OnTheDay + slow.OnTheDay) / 2;
        // What is overdue can no longer come when promised: in the promised date's place stands now.
        var promised = Math.Max(0, elapsedDays);
        var (quickBin, slowBin) = (0, 0);
        for (var step = 0; step <= Steps; step++)
        {
            var probability = Probability(step);
            var learned = weights[2 * step] * (quick.Quantile(probability, ref quickBin) - promised)
                + weights[2 * step + 1] * (slow.Quantile(probability, ref slowBin) - promised);
            Set(step, Math.Abs(promised + learned) < 0.5 && elapsedDays < 0.5 ? 0 : promised + learned);
        }
    }

    public override SupplierLateness Given(double elapsedDays) =>
        elapsedDays <= LatenessBins.From(0) ? this : new LearnedLateness(_hazards, _weights, elapsedDays);
}
