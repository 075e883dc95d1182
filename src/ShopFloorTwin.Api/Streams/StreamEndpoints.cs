using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Streams;

/// <summary><c>GET …/stream</c>: the site's changes as server-sent events.</summary>
internal static class StreamEndpoints
{
    private const string MediaType = "text/event-stream";
    private const string LastEventIdHeader = "Last-Event-ID";
    private static readonly QueryParameter LastEventId =
        new("lastEventId", "Resumes behind this change, like the header `Last-Event-ID`. When it is no longer kept, a `reset` comes first.");

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/sites/{site}/stream", FollowAsync)
            .Describe("streamChanges", "Stream", "Server-sent events `risk`, `workCenter`, `decision`, `exception`, and `reset`: read the state anew.")
            .Takes(LastEventId).Produces<string>(StatusCodes.Status200OK, MediaType).Refuses(400, 404, 429).WithMetadata(new Unbounded());

    private static async Task FollowAsync(
        string site, HttpContext context, Twins twins, KeyRing keys, ApiOptions options, TimeProvider clock, IHostApplicationLifetime host)
    {
        var resume = new QueryReader(context.Request).Text(LastEventId);
        var header = context.Request.Headers[LastEventIdHeader].ToString();
        var lastEventId = header.Length > 0 ? header : resume;
        var keyId = Caller.Of(context.User).KeyId;

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var twin = await twins.FindAsync(site, ending.Token);
        await using var changes = twin.ChangesAsync(lastEventId, ending.Token).GetAsyncEnumerator(ending.Token);
        using var heartbeat = new PeriodicTimer(options.StreamHeartbeat, clock);

        // The first step is taken before the answer starts: a site that takes no more streams can still say so.
        var next = changes.MoveNextAsync().AsTask();
        if (next.IsFaulted)
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
