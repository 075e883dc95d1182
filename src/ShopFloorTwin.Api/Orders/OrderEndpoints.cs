using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Orders;

/// <summary><c>GET …/orders</c>, the at-risk query, and <c>GET …/orders/{id}</c>.</summary>
internal static class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/orders", ListAsync)
            .Describe("listOrders", "Orders", "Orders by risk, worst first, with their forecast and causes.")
            .Takes(OrderParameters.All).Refuses(400, 404);
        api.MapGet("/sites/{site}/orders/{**id}", GetAsync)
            .Describe("getOrder", "Orders", "An order with its operations, now or at a past moment.")
            .Takes(CommonParameters.Position, CommonParameters.At, CommonParameters.MinPosition).Refuses(400, 404, 422);
    }

    private static async Task<Ok<Page<OrderView>>> ListAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = OrderParameters.Read(request);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.OrdersAsync(query, cancellation));
    }

    private static async Task<Ok<OrderView>> GetAsync(string site, string? id, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var past = new QueryReader(request).Past();
        var order = EntityId.Of(id);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.OrderAsync(order, past, cancellation) ?? throw Problems.Unknown("order", order));
    }
}
