using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Api.WorkCenters;

/// <summary><c>GET …/work-centers</c>, <c>GET …/work-centers/{id}</c>.</summary>
internal static class WorkCenterEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/work-centers", ListAsync)
            .Describe("listWorkCenters", "Work centers", "The work centers of a site by id, with state, output, OEE and queue, now or at a past moment.")
            .Takes(CommonParameters.After, CommonParameters.Limit, CommonParameters.Position, CommonParameters.At, CommonParameters.MinPosition)
            .Refuses(400, 404, 422);
        api.MapGet("/sites/{site}/work-centers/{**id}", GetAsync)
            .Describe("getWorkCenter", "Work centers", "A work center with its state, output, OEE and queue, now or at a past moment.")
            .Takes(CommonParameters.Position, CommonParameters.At, CommonParameters.MinPosition)
            .Refuses(400, 404, 422);
    }

    private static async Task<Ok<Page<WorkCenterView>>> ListAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (page, past) = (query.Page(), query.Past());
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.WorkCentersAsync(page, past, cancellation));
    }

    private static async Task<Ok<WorkCenterView>> GetAsync(string site, string? id, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var past = new QueryReader(request).Past();
        var entity = EntityId.Of(id);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.WorkCenterAsync(entity, past, cancellation) ?? throw Problems.Unknown("work center", entity));
    }
}
