using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>Stress tests, sweeps and Monte Carlo runs beside the live site: what takes seconds, and is not to hold up a single what-if.</summary>
internal static class Studies
{
    private static readonly Places Places = new(Limits.Studies, Limits.StudiesWaiting, Limits.StudiesPerCaller, "stress tests, sweeps and Monte Carlo runs", TimeSpan.FromSeconds(10));

    /// <summary>Somebody waits for one.</summary>
    public static bool AreAsked => Places.AreTaken;

    /// <exception cref="OverloadedException">Too many studies wait.</exception>
    public static Task<Study> StressAsync(SitePicture picture, StressQuestion question, double atRisk, string caller, Func<long> position, CancellationToken cancellation) => Places.RunAsync(
        caller, () => Whole(StudyRun.Stress(picture, question.Kinds, question.Most, atRisk, Until(position, cancellation)), cancellation), cancellation);

    /// <exception cref="OverloadedException">Too many studies wait.</exception>
    public static Task<SweepAnswer> SweepAsync(SitePicture picture, IReadOnlyList<Variant> variants, double atRisk, string caller, Func<long> position, CancellationToken cancellation) => Places.RunAsync(
        caller,
        () =>
        {
            var (study, problems) = StudyRun.Sweep(picture, variants, atRisk, Until(position, cancellation));
            return new SweepAnswer(study is null ? null : Whole(study, cancellation), problems);
        },
        cancellation);

    /// <summary>Each batch's progress, as far as it is taken up, and then the answer. Ending the enumeration ends the run.</summary>
    /// <exception cref="OverloadedException">Too many studies wait.</exception>
    public static async IAsyncEnumerable<MonteCarloStep> MonteCarloAsync(SitePicture picture, IReadOnlyList<Edit> edits, int samples, string caller, Func<long> position, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (run, problems) = MonteCarlo.Of(picture, edits, samples);
        if (run is null)
        {
            yield return new MonteCarloStep(null, null, problems);
            yield break;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // A reader that is slow sees the newest progress, and the answer.
        var steps = Channel.CreateBounded<MonteCarloStep>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var begun = new MonteCarloStep(run.Progress(), null, []);
        var working = DrawAsync(run, caller, position, steps.Writer, stop.Token);
        try
        {
            // That too many wait is known by now. Whoever gets a place, or waits for one, hears that it has begun.
            if (!steps.Reader.Completion.IsFaulted)
                yield return begun;
            await foreach (var step in steps.Reader.ReadAllAsync(cancellation))
                yield return step;
            await working;
        }
        finally
        {
            await stop.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task DrawAsync(MonteCarlo run, string caller, Func<long> position, ChannelWriter<MonteCarloStep> steps, CancellationToken stop)
    {
        try
        {
            await Places.RunAsync(
                caller,
                () =>
                {
                    var rest = SideRest.Of(position, stop);
                    while (run.Next())
                    {
                        stop.ThrowIfCancellationRequested();
                        steps.TryWrite(new MonteCarloStep(run.Progress(), run.Done == run.Batches ? run.Answer() : null, []));
                        if (run.Done < run.Batches)
                            rest.Take();
                    }
                    return 0;
                },
                stop);
            steps.TryComplete();
        }
        catch (Exception failure)
        {
            steps.TryComplete(failure);
        }
    }

    /// <summary>Asked before each variant: rests where there is a site to rest for, and says whether to go on.</summary>
    private static Func<bool> Until(Func<long> position, CancellationToken cancellation)
    {
        var (started, rest) = (Stopwatch.GetTimestamp(), SideRest.Of(position, cancellation));
        return () =>
        {
            rest.Take();
            return !cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(started).TotalSeconds < Limits.StressSeconds;
        };
    }

    private static Study Whole(Study study, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return study;
    }
}
