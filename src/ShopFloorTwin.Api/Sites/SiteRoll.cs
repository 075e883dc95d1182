using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Sites;

/// <summary>Asks many sites at once how they are. One that does not answer in time is named, and not waited for.</summary>
internal sealed class SiteRoll(ITwinEngine engine, TimeProvider clock)
{
    /// <summary>The sites' answers in the order asked, and those that gave none.</summary>
    public async Task<(IReadOnlyList<SiteView> Items, IReadOnlyList<MissingSite> Missing)> CallAsync(IReadOnlyList<string> sites, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(Limits.SiteAnswerMilliseconds), clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        var answers = new (SiteView? View, string? Reason)[sites.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, sites.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Limits.SitesAskedAtOnce, CancellationToken = cancellation },
            async (i, _) => answers[i] = await AskAsync(sites[i], ending.Token, cancellation));
        return ([.. answers.Select(answer => answer.View).OfType<SiteView>()],
            [.. sites.Zip(answers).Where(one => one.Second.Reason is not null).Select(one => new MissingSite(one.First, one.Second.Reason!))]);
    }

    private async ValueTask<(SiteView?, string?)> AskAsync(string site, CancellationToken deadline, CancellationToken cancellation)
    {
        try
        {
            return await engine.FindAsync(site, deadline).AsTask().WaitAsync(deadline) is { } twin
                ? (await twin.SummaryAsync(withHash: false, deadline).AsTask().WaitAsync(deadline), null)
                : (null, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, "It did not answer in time.");
        }
        catch (Exception failure) when (failure is SiteUnreachableException or PictureUnavailableException)
        {
            return (null, failure.Message);
        }
    }
}
