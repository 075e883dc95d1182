using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Http;

/// <summary>Finds the twin a call is about.</summary>
internal sealed class Twins(ITwinEngine engine, ApiOptions options, TimeProvider clock)
{
    /// <exception cref="ProblemException">404: there is no such site.</exception>
    public async ValueTask<ISiteTwin> FindAsync(string site, CancellationToken cancellation) =>
        await engine.FindAsync(site, cancellation) ?? throw Problems.UnknownSite(site);

    /// <summary>Now, by the site's clock: what is said over HTTP is said at this time.</summary>
    public async ValueTask<DateTimeOffset> NowAsync(ISiteTwin twin, CancellationToken cancellation) =>
        options.JournalClock ? (await twin.SummaryAsync(withHash: false, cancellation)).AsOf : clock.GetUtcNow();

    /// <summary>The twin for a reading call, once it has reached the call's <c>minPosition</c> or the wait is over.</summary>
    public async ValueTask<ISiteTwin> ReadAsync(string site, HttpRequest request, CancellationToken cancellation)
    {
        var position = new QueryReader(request).Whole(CommonParameters.MinPosition, 0, long.MaxValue);
        var twin = await FindAsync(site, cancellation);
        if (position is not > 0)
            return twin;
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), wait, options.MinPositionWait, Timeout.InfiniteTimeSpan);
        try
        {
            await twin.WaitForAsync(position.Value, wait.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The wait is over: what there is now is the answer, and its position says so.
        }
        return twin;
    }
}
