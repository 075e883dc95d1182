using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Studies;

/// <summary>The Monte Carlo runs that this process streams, so that they can be cancelled by their id.</summary>
internal sealed class MonteCarloRuns
{
    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);

    private sealed record Run(string Site, string KeyId, CancellationTokenSource Stop);

    /// <summary>The run as events: <c>started</c>, <c>progress</c> after each batch, and <c>result</c>, or <c>cancelled</c>.</summary>
    /// <exception cref="ProblemException">400, with the first step: the edits do not fit the floor.</exception>
    public async IAsyncEnumerable<SiteChange> FollowAsync(ISiteTwin twin, MonteCarloQuestion question, string keyId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var id = "R-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _runs[id] = new Run(twin.Site, keyId, stop);
        try
        {
            await using var steps = twin.MonteCarloAsync(question, keyId, stop.Token).GetAsyncEnumerator(stop.Token);
            for (var number = 0; ; number++)
            {
                var isThere = await NextAsync(steps, stop.Token, cancellation);
                if (isThere is null)
                {
                    yield return Event("cancelled", JsonSerializer.SerializeToUtf8Bytes(id, ApiJson.Default.String));
                    yield break;
                }
                if (isThere is false)
                    yield break;
                var step = steps.Current;
                if (step.Progress is not { } progress)
                    throw Problems.EditsDoNotFit(step.Problems);
                if (number == 0)
                    yield return Event("started", JsonSerializer.SerializeToUtf8Bytes(new MonteCarloStarted(id, progress.Of), ApiJson.Default.MonteCarloStarted));
                yield return Event("progress", JsonSerializer.SerializeToUtf8Bytes(progress, ApiJson.Default.MonteCarloProgress));
                if (step.Answer is { } answer)
                    yield return Event("result", JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Default.MonteCarloAnswer));
            }
        }
        finally
        {
            _runs.TryRemove(id, out _);
        }

        SiteChange Event(string kind, byte[] data) => new(id, kind, data);
    }

    /// <summary>Ends a run.</summary>
    /// <param name="keyId">Of the caller; null: an admin, who may end any.</param>
    /// <returns>False when this process streams no such run, or it is another key's.</returns>
    public bool Cancel(string site, string id, string? keyId)
    {
        if (!_runs.TryGetValue(id, out var run) || run.Site != site || (keyId is not null && run.KeyId != keyId))
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

    /// <summary>Null: the run was cancelled, and its reader is still there.</summary>
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
