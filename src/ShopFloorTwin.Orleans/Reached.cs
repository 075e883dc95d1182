using Orleans.Runtime;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans;

/// <summary>Calls to a site whose silo may be gone: what only reads is asked again, what writes is the caller's to send again.</summary>
internal sealed class Reached(TimeProvider time)
{
    private const int Tries = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two tries: long enough for the cluster to move a site, short enough for a planner.</summary>
    public Task PauseAsync(int tried, CancellationToken cancellation) => Task.Delay(Pause * tried, time, cancellation);

    /// <exception cref="SiteUnreachableException">The silo did not answer; what was sent may have been taken.</exception>
    public async Task<T> Once<T>(Func<Task<T>> call, string site)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (IsAway(failure))
        {
            throw Unreachable(site, failure);
        }
    }

    /// <exception cref="SiteUnreachableException">No silo answered.</exception>
    public async Task<T> Again<T>(Func<Task<T>> question, string site, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await question();
            }
            catch (Exception failure) when (IsAway(failure))
            {
                if (tried == Tries)
                    throw Unreachable(site, failure);
                await PauseAsync(tried, cancellation);
            }
        }
    }

    public static bool IsAway(Exception failure) => failure is TimeoutException or OrleansException or SiloUnavailableException;

    private static SiteUnreachableException Unreachable(string site, Exception failure) =>
        new($"The silo that runs {site} does not answer: {failure.GetType().Name}. The site is taken over by another one.", failure);
}
