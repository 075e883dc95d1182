using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;

namespace ShopFloorTwin.Api.Health;

/// <summary>How the process is: <c>live</c> or <c>ready</c>.</summary>
public sealed record HealthView(string Status);

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the engine is open and the store can be written.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new HealthView("live")))
            .Describe("getLive", "Health", "The process answers.").WithMetadata(new Unbounded());
        routes.MapGet("/health/ready", ReadyAsync)
            .Describe("getReady", "Health", "The engine is open and the store can be written.")
            .Refuses(StatusCodes.Status503ServiceUnavailable).WithMetadata(new Unbounded());
    }

    private static async Task<Ok<HealthView>> ReadyAsync(Readiness readiness, CancellationToken cancellation) =>
        await readiness.NotReadyBecauseAsync(cancellation) is { } reason
            ? throw Problems.NotReady(reason)
            : TypedResults.Ok(new HealthView("ready"));
}
