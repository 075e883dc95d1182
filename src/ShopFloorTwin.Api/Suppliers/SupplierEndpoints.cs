using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Suppliers;

namespace ShopFloorTwin.Api.Suppliers;

/// <summary><c>GET …/suppliers</c>, <c>GET …/suppliers/{id}</c>.</summary>
internal static class SupplierEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/suppliers", ListAsync)
            .Describe("listSuppliers", "Suppliers", "The suppliers of a site by id, with open lines and lateness, now or at a past moment.")
            .Takes(CommonParameters.After, CommonParameters.Limit, CommonParameters.Position, CommonParameters.At, CommonParameters.MinPosition)
            .Refuses(400, 404, 422);
        api.MapGet("/sites/{site}/suppliers/{**id}", GetAsync)
            .Describe("getSupplier", "Suppliers", "A supplier with its open lines and lateness, now or at a past moment.")
            .Takes(CommonParameters.Position, CommonParameters.At, CommonParameters.MinPosition)
            .Refuses(400, 404, 422);
    }

    private static async Task<Ok<Page<SupplierView>>> ListAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (page, past) = (query.Page(), query.Past());
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.SuppliersAsync(page, past, cancellation));
    }

    private static async Task<Ok<SupplierView>> GetAsync(string site, string? id, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var past = new QueryReader(request).Past();
        var entity = EntityId.Of(id);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.SupplierAsync(entity, past, cancellation) ?? throw Problems.Unknown("supplier", entity));
    }
}
