using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Api.Suggestions;

/// <summary><c>GET …/suggestions</c>: single changes that would help, tried on the same samples as the forecast.</summary>
internal static class SuggestionEndpoints
{
    private static readonly QueryParameter Order = new("order", "The order to help; the site when left out.");

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/sites/{site}/suggestions", ListAsync)
            .Describe("listSuggestions", "Suggestions", "Single changes that would help an order, or the site, best first, each with its gain. Nothing is applied.")
            .Takes(Order, CommonParameters.MinPosition).Refuses(400, 404, 429);

    private static async Task<Ok<SuggestionAnswer>> ListAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var order = new QueryReader(request).Text(Order);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.SuggestionsAsync(order, cancellation) ?? throw Problems.Unknown("open order", order!));
    }
}
