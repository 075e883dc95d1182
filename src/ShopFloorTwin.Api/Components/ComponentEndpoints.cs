using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Components;

namespace ShopFloorTwin.Api.Components;

/// <summary><c>GET …/components</c>, <c>GET …/components/{id}</c>.</summary>
internal static class ComponentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/components", ListAsync)
            .Describe("listComponents", "Components", "The components of a site by id, with stock, incoming supply and pegged demand, now or at a past moment.")
            .Takes(CommonParameters.After, CommonParameters.Limit, CommonParameters.Position, CommonParameters.At, CommonParameters.MinPosition)
            .Refuses(400, 404, 422);
        api.MapGet("/sites/{site}/components/{**id}", GetAsync)
            .Describe("getComponent", "Components", "A component with its stock, incoming supply and pegged demand, now or at a past moment.")
            .Takes(CommonParameters.Position, CommonParameters.At, CommonParameters.MinPosition)
            .Refuses(400, 404, 422);
    }

    private static async Task<Ok<Page<ComponentView>>> ListAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (page, past) = (query.Page(), query.Past());
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.ComponentsAsync(page, past, cancellation));
    }

    private static async Task<Ok<ComponentView>> GetAsync(string site, string? id, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var past = new QueryReader(request).Past();
        var entity = EntityId.Of(id);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.ComponentAsync(entity, past, cancellation) ?? throw Problems.Unknown("component", entity));
    }
}
