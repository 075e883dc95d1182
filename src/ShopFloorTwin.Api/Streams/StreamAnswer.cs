using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Streams;

/// <summary>Answers a call with a stream of server-sent events, until it is over, its reader goes away, its key is revoked or the host stops.</summary>
internal sealed class StreamAnswer(KeyRing keys, ApiOptions options, TimeProvider clock, IHostApplicationLifetime host)
{
    public const string MediaType = "text/event-stream";

    /// <summary>Sends what the source gives; the source is told when the stream ends.</summary>
    /// <param name="context">Of the call.</param>
    /// <param name="source">Events, with ids and kinds.</param>
    /// <param name="awaitsFirst">Whether the answer starts with the first event only, so that a fault before it can still be said as a problem.</param>
    public async Task SendAsync(HttpContext context, Func<CancellationToken, IAsyncEnumerable<SiteChange>> source, bool awaitsFirst = false)
    {
        var keyId = Caller.Of(context.User).KeyId;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        await using var changes = source(ending.Token).GetAsyncEnumerator(ending.Token);
        using var heartbeat = new PeriodicTimer(options.StreamHeartbeat, clock);

        // The first step is taken before the answer starts: a site that takes no more streams can still say so.
        var next = changes.MoveNextAsync().AsTask();
        if (awaitsFirst || next.IsFaulted)
            await next;
        context.Response.ContentType = MediaType;
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var stream = new EventStream(context.Response.Body);
        try
        {
            await stream.BeginAsync(ending.Token);
            var beat = heartbeat.WaitForNextTickAsync(ending.Token).AsTask();
            while (true)
            {
                if (await Task.WhenAny(next, beat) == beat)
                {
                    await beat;
                    if (await keys.GoodAsync(keyId, ending.Token) is null)
                        return;
                    await stream.BeatAsync(ending.Token);
                    beat = heartbeat.WaitForNextTickAsync(ending.Token).AsTask();
                    continue;
                }
                if (!await next)
                    return;
                await stream.WriteAsync(changes.Current, ending.Token);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader went away or the host stops: that is how a stream ends.
        }
        finally
        {
            await ending.CancelAsync();
            await QuietAsync(next);
        }
    }

    /// <summary>An enumerator may be disposed only when its last step is over.</summary>
    private static async Task QuietAsync(Task step) =>
        await step.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
