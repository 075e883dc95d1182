using ShopFloorTwin.Core;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Health;

/// <summary>Whether calls can be taken. Asks the store at most once a second, however often it is asked itself.</summary>
internal sealed class Readiness(ITwinEngine engine, IKeyStore store, ApiOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // Revoking a key that does not exist takes the store's write path and changes nothing.
    private const string NoKey = "readiness";
    private Answer? _last;

    /// <summary>Null when ready.</summary>
    public async ValueTask<string?> NotReadyBecauseAsync(CancellationToken cancellation)
    {
        if (options.NotReadyBecause() is { } reason)
            return reason;
        if (_last is { } last && clock.GetElapsedTime(last.At) < Fresh)
            return last.Reason;
        var answer = new Answer(await AskAsync(cancellation), clock.GetTimestamp());
        _last = answer;
        return answer.Reason;
    }

    private async ValueTask<string?> AskAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var site in await engine.SitesAsync(cancellation))
            {
                if (await HasNoPictureAsync(site, cancellation))
                    return $"The site {site} has no forecast yet.";
            }
            await store.RevokeAsync(NoKey, clock.GetUtcNow(), cancellation);
            return null;
        }
        catch (StoreUnavailableException)
        {
            return "The store cannot be written.";
        }
    }

    /// <summary>A site that runs elsewhere and does not answer now, as while it moves, is no reason to send calls away from here.</summary>
    private async ValueTask<bool> HasNoPictureAsync(string site, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(Limits.SiteHealthMilliseconds), clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            return await engine.FindAsync(site, ending.Token) is { } twin && !(await twin.HealthAsync(ending.Token).AsTask().WaitAsync(ending.Token)).HasPicture;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (SiteUnreachableException)
        {
            return false;
        }
    }

    private sealed record Answer(string? Reason, long At);
}
