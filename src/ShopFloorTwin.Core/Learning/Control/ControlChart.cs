using System.Numerics;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>
/// An online control chart of one characteristic: standardised against its own past (<see cref="Baseline"/>), freed of what a value
/// owes to the one before (Alwan and Roberts 1988), then watched by CUSUM, EWMA and run rules. Immutable, of fixed size, under 200 bytes
/// without its name. While a signal is open nothing is learned from what is out of control.
/// </summary>
public sealed record ControlChart
{
    // Not a number: none. A nullable takes twice the room.
    private readonly double _last = double.NaN;

    private const RunRule Patterns = RunRule.FourteenAlternating | RunRule.FifteenWithinOne | RunRule.EightBeyondOne;

    /// <summary>What is measured.</summary>
    public required string Characteristic { get; init; }
    public string? Uom { get; init; }
    public Baseline Baseline { get; init; }
    public Cusum Cusum { get; init; }
    public Ewma Ewma { get; init; }
    public RunRules Rules { get; init; }

    /// <summary>Average of the last scores before they are freed: how far the level is off, in sigmas.</summary>
    public double Level { get; init; }

    /// <summary>The last value; null before the first.</summary>
    public double? Last { get => double.IsNaN(_last) ? null : _last; init => _last = value ?? double.NaN; }
    public DateTimeOffset Time { get; init; }

    /// <summary>Of the last points, newest lowest: beyond 3 sigma.</summary>
    public int Outliers { get; init; }

    /// <summary>Points in a row at which a pattern held.</summary>
    public int Pattern { get; init; }

    /// <summary>Null: in control, or not known yet.</summary>
    public ControlSignal? Signal { get; init; }

    /// <summary>After one more value; one older than the last is passed over, for what came between is gone.</summary>
    public ControlChart With(double value, EventRef point)
    {
        if (point.Time < Time || !double.IsFinite(value))
            return this;
        if (!Baseline.IsReady)
            return this with { Baseline = Baseline.With(value, Last), Last = value, Time = point.Time };
        var score = Clip(Baseline.Score(value));
        var following = Baseline.Following;
        var before = Last is { } last && following > 0 ? Clip(Baseline.Score(last)) : 0;
        var freed = following > 0 ? Clip((score - following * before) / Math.Sqrt(1 - following * following)) : score;
        var rules = Rules.With(freed);
        var next = this with
        {
            Cusum = Cusum.With(freed),
            Ewma = Ewma.With(freed),
            Rules = rules,
            Level = Level + ControlLimits.EwmaWeight * (score - Level),
            Outliers = ((Outliers << 1) | (Math.Abs(freed) > 3 ? 1 : 0)) & ((1 << ControlLimits.OutlierPoints) - 1),
            Pattern = (rules.Broken & Patterns) != RunRule.None ? Pattern + 1 : 0,
            Last = value,
            Time = point.Time,
        };
        return Signal is null ? next.Watched(value, Last, point) : next.Signalled(following);
    }

    /// <summary>The same characteristic of another run, as of another product: same spread, another level.</summary>
    public ControlChart OfAnotherRun() => this with { Baseline = Baseline.OfAnotherRun(), Cusum = default, Ewma = default, Rules = default, Level = 0, Last = null, Outliers = 0, Pattern = 0 };

    private ControlChart Watched(double value, double? before, EventRef point)
    {
        var fault = Cusum.IsBeyond() || Ewma.IsBeyond() ? ControlFault.Shift
            : BitOperations.PopCount((uint)Outliers) >= ControlLimits.Outliers ? ControlFault.Spread
            : Pattern >= ControlLimits.PatternPoints ? ControlFault.Pattern
            : default(ControlFault?);
        return fault is { } found
            ? this with { Signal = new ControlSignal(found, point.Time, point, Level, 0, 0) }
            // Half way to a signal it waits: the first points of a shift are not learned.
            : Cusum.IsBeyond(ControlLimits.CusumLimit / 2) ? this : this with { Baseline = Baseline.With(value, before) };
    }

    /// <summary>Under a signal: it ends after enough points in control; and what lasts too long to be a fault is the new normal.</summary>
    private ControlChart Signalled(double following)
    {
        var wide = Math.Sqrt(ControlLimits.EwmaWeight / (2 - ControlLimits.EwmaWeight) * (1 + following) / (1 - following));
        var isQuiet = (Outliers & 1) == 0 && Pattern == 0 && Math.Abs(Level) < 3 * wide;
        var signal = Signal! with { Points = Signal!.Points + 1, Quiet = isQuiet ? Signal.Quiet + 1 : 0 };
        if (signal.Quiet >= ControlLimits.QuietPoints)
            return this with { Signal = null, Cusum = default, Ewma = default, Outliers = 0 };
        if (signal.Points >= ControlLimits.NewNormalPoints)
            return new ControlChart { Characteristic = Characteristic, Uom = Uom, Time = Time };
        return this with { Signal = signal };
    }

    private static double Clip(double score) => Math.Clamp(score, -ControlLimits.LargestScore, ControlLimits.LargestScore);
}
