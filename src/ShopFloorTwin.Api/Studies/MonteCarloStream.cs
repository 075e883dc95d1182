using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Studies;

/// <summary>A Monte Carlo run as server-sent events.</summary>
internal static class MonteCarloStream
{
    /// <summary>An id for a run, to end it by.</summary>
    public static string NewId() => "R-" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary><c>started</c>, <c>progress</c> after each batch, and <c>result</c>, or <c>cancelled</c>.</summary>
    /// <exception cref="ProblemException">400, with the first step: the edits do not fit the floor.</exception>
    public static async IAsyncEnumerable<SiteChange> FollowAsync(ISiteTwin twin, MonteCarloQuestion question, string keyId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isStarted = false;
        await foreach (var step in twin.MonteCarloAsync(question, keyId, cancellation))
        {
            if (step.IsCancelled)
            {
                yield return Event("cancelled", JsonSerializer.SerializeToUtf8Bytes(question.Id, ApiJson.Default.String));
                yield break;
            }
            if (step.Progress is not { } progress)
                throw Problems.EditsDoNotFit(step.Problems);
            if (!isStarted)
                yield return Event("started", JsonSerializer.SerializeToUtf8Bytes(new MonteCarloStarted(question.Id, progress.Of), ApiJson.Default.MonteCarloStarted));
            isStarted = true;
            yield return Event("progress", JsonSerializer.SerializeToUtf8Bytes(progress, ApiJson.Default.MonteCarloProgress));
            if (step.Answer is { } answer)
                yield return Event("result", JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Default.MonteCarloAnswer));
        }

        SiteChange Event(string kind, byte[] data) => new(question.Id, kind, data);
    }
}
