using System.Collections.Concurrent;
using ShopFloorTwin.Core.Learning.Machines;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Working minutes that operations of one work center will lose to breakdowns still to come. A repair goes on around the clock: what of it
/// falls into closed hours costs nothing, which is reckoned with on average.
/// </summary>
internal sealed class Breakdowns
{
    // Spreads are told apart by steps of this; a table of each is kept for the life of the process.
    private const double SigmaStep = 0.1, SigmaMost = 2;

    // Starts of a repair, spread over this much working time, that are looked at.
    private const int Starts = 32;
    private const double StartsOverMinutes = 7 * 1440;

    private static readonly ConcurrentDictionary<double, FailureTimes> Tables = new();

    private readonly FailureBelief _belief;
    private readonly FailureTimes _table;

    private Breakdowns(in FailureBelief belief, FailureTimes table) => (_belief, _table) = (belief, table);

    /// <summary>Null: none are to be reckoned with.</summary>
    public static Breakdowns? Of(in FailureBelief belief, TimeLine line)
    {
        if (!(belief.PerHour > 0) || !(belief.Repair.MedianMinutes > 0))
            return null;
        var sigma = Math.Clamp(Math.Round(belief.Repair.Sigma / SigmaStep), 1, SigmaMost / SigmaStep) * SigmaStep;
        var mean = belief.Repair.MedianMinutes * Math.Exp(sigma * sigma / 2);
        var repair = belief.Repair with { MedianMinutes = belief.Repair.MedianMinutes * OpenShare(line, mean), Sigma = sigma };
        return new Breakdowns(belief with { Repair = repair }, Tables.GetOrAdd(sigma, static spread => new FailureTimes(spread)));
    }

    /// <summary>Expected minutes lost in so many working ones.</summary>
    public double Mean(double workingMinutes) =>
        _belief.Expected(workingMinutes) * _belief.Repair.MedianMinutes * Math.Exp(_belief.Repair.Sigma * _belief.Repair.Sigma / 2);

    /// <summary>Minutes lost at a probability.</summary>
    public double At(double workingMinutes, double uniform) => _table.Minutes(_belief, workingMinutes, uniform);

    /// <summary>Adds the minutes lost to what an operation takes.</summary>
    /// <param name="workingMinutes">The operation is expected to take.</param>
    /// <param name="book">Random numbers.</param>
    /// <param name="place">Of the operation's breakdowns in the book.</param>
    /// <param name="takes">By sample.</param>
    public void Add(double workingMinutes, SampleBook book, int place, Span<float> takes)
    {
        var expected = _belief.Expected(workingMinutes);
        var (lowRow, highRow, share, scale) = _table.Rows(expected);
        var low = lowRow.Span;
        var high = highRow.Span;
        var median = (float)_belief.Repair.MedianMinutes * scale;
        // Few samples have a breakdown at all: only these are looked at.
        for (var stratum = _table.First(expected) * takes.Length / FailureTimes.Strata; stratum < takes.Length; stratum++)
        {
            var s = (int)((stratum + 0.5f) / takes.Length * FailureTimes.Strata);
            takes[book.SampleOf(place, stratum)] += median * ((1 - share) * low[s] + share * high[s]);
        }
    }

    /// <summary>The share of a repair of this length that falls into open hours, when it begins in one.</summary>
    private static double OpenShare(TimeLine line, double minutes)
    {
        if (line.IsAlways)
            return 1;
        var lost = 0.0;
        for (var i = 0; i < Starts; i++)
        {
            var work = (i + 0.5) / Starts * StartsOverMinutes;
            lost += Math.Max(0, line.ToWork(line.ToStart(work) + minutes) - work);
        }
        return Math.Clamp(lost / (Starts * minutes), 0, 1);
    }
}
