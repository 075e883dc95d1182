using System.Runtime.CompilerServices;
using ShopFloorTwin.Orleans.Contracts;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>Turns what a site gives or throws into an answer.</summary>
internal static class Answered
{
    /// <summary>The answer; an exception that is not to be expected goes on as it is.</summary>
    public static async Task<Carried> By<T>(ValueTask<T> work)
    {
        try
        {
            return Carried.Of(await work);
        }
        catch (Exception failure) when (SiteFault.Of(failure) is { } fault)
        {
            return Carried.Of(fault);
        }
    }

    /// <summary>One answer after the other; a fault is the last one.</summary>
    public static async IAsyncEnumerable<Carried> EachAsync<T>(IAsyncEnumerable<T> work, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var steps = work.GetAsyncEnumerator(cancellation);
        while (true)
        {
            var answer = await By(NextAsync(steps));
            if (answer.Fault is null && answer.Open<Step<T>>() is { IsThere: true } step)
                yield return Carried.Of(step.Value);
            else
            {
                if (answer.Fault is not null)
                    yield return answer;
                yield break;
            }
        }
    }

    private static async ValueTask<Step<T>> NextAsync<T>(IAsyncEnumerator<T> steps) => await steps.MoveNextAsync() ? new Step<T>(true, steps.Current) : default;

    private readonly record struct Step<T>(bool IsThere, T? Value);
}
