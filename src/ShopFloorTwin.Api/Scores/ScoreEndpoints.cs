using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Scores;

/// <summary><c>GET …/scorecard</c>, <c>GET …/variance</c>.</summary>
internal static class ScoreEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/scorecard", ScorecardAsync)
            .Describe("getScorecard", "Scores", "How right the site's forecasts were, beside what a planner would have gone by instead.")
            .Takes(ScoreParameters.OfScorecard).Refuses(400, 404);
        api.MapGet("/sites/{site}/variance", VarianceAsync)
            .Describe("listVariances", "Scores", "Planned against predicted against actual: finish, work, scrap and cost, and what is new about them.")
            .Takes(ScoreParameters.OfVariance).Refuses(400, 404);
    }

    private static async Task<Ok<ScorecardView>> ScorecardAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = ScoreParameters.Scorecard(request);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.ScorecardAsync(query, cancellation));
    }

    private static async Task<Ok<Page<VarianceView>>> VarianceAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = ScoreParameters.Variance(request);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.VarianceAsync(query, cancellation));
    }
}
