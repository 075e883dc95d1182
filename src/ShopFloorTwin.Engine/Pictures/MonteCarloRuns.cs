using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>The Monte Carlo runs of a site where it is live, so that they can be ended by their id from wherever somebody asks for it.</summary>
public sealed class MonteCarloRuns
{
    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);

    private sealed record Run(string Caller, CancellationTokenSource Stop);

    /// <summary>Follows a run; one that is ended by its id says so with its last step.</summary>
    /// <param name="id">Of the run.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="run">Is begun with a token that ends it.</param>
    /// <param name="cancellation">Of whoever reads it.</param>
    public async IAsyncEnumerable<MonteCarloStep> FollowAsync(
        string id, string caller, Func<CancellationToken, IAsyncEnumerable<MonteCarloStep>> run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _runs[id] = new Run(caller, stop);
        try
        {
            await using var steps = run(stop.Token).GetAsyncEnumerator(stop.Token);
            while (await NextAsync(steps, stop.Token, cancellation) is { } isThere)
            {
                if (!isThere)
                    yield break;
                yield return steps.Current;
                // What has been answered is not ended any more.
                if (steps.Current.Answer is not null)
                    yield break;
            }
            yield return MonteCarloStep.Cancelled;
        }
        finally
        {
            _runs.TryRemove(id, out _);
        }
    }

    /// <summary>Ends a run.</summary>
    /// <param name="id">Of the run.</param>
    /// <param name="caller">Whose it must be; null: anybody's.</param>
    /// <returns>False when no such run is under way here, or it is somebody else's.</returns>
    public bool End(string id, string? caller)
    {
        // Ended once: its reader may still be on the way to the last step.
        if (!_runs.TryGetValue(id, out var run) || (caller is not null && run.Caller != caller) || !_runs.TryRemove(KeyValuePair.Create(id, run)))
            return false;
        try
        {
            run.Stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this moment.
        }
        return true;
    }

    /// <summary>Null: the run was ended, and its reader is still there.</summary>
    private static async ValueTask<bool?> NextAsync(IAsyncEnumerator<MonteCarloStep> steps, CancellationToken stop, CancellationToken reader)
    {
        try
        {
            return await steps.MoveNextAsync();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !reader.IsCancellationRequested)
        {
            return null;
        }
    }
}
