using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ShopFloorTwin.Api.Http;

/// <summary>The groups that endpoints are mapped in.</summary>
internal static class ApiGroup
{
    /// <summary><c>/api/v1</c>: what every call may answer beside its own.</summary>
    public static RouteGroupBuilder MapVersion1(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1");
        foreach (var status in (int[])[StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable])
            group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.MediaType]));
        return group;
    }
}
