using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;

namespace ShopFloorTwin.Api.Streams;

/// <summary><c>GET …/stream</c>: the site's changes as server-sent events.</summary>
internal static class StreamEndpoints
{
    private const string LastEventIdHeader = "Last-Event-ID";
    private static readonly QueryParameter LastEventId =
        new("lastEventId", "Resumes behind this change, like the header `Last-Event-ID`. When it is no longer kept, a `reset` comes first.");

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/sites/{site}/stream", FollowAsync)
            .Describe("streamChanges", "Stream", "Server-sent events `risk`, `workCenter`, `decision`, `exception`, and `reset`: read the state anew.")
            .Takes(LastEventId).Produces<string>(StatusCodes.Status200OK, StreamAnswer.MediaType).Refuses(400, 404, 429).WithMetadata(new Unbounded());

    private static async Task FollowAsync(string site, HttpContext context, Twins twins, StreamAnswer answer, CancellationToken cancellation)
    {
        var resume = new QueryReader(context.Request).Text(LastEventId);
        var header = context.Request.Headers[LastEventIdHeader].ToString();
        var lastEventId = header.Length > 0 ? header : resume;
        var twin = await twins.FindAsync(site, cancellation);
        await answer.SendAsync(context, ending => twin.ChangesAsync(lastEventId, ending));
    }
}
