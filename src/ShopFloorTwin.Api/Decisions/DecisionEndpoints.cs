using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Decisions;

/// <summary><c>GET/POST …/decisions</c>, <c>POST …/decisions/{id}/approve|reject|retry|withdraw</c>, <c>GET …/exceptions</c>.</summary>
internal static class DecisionEndpoints
{
    private const string Tag = "Decisions";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/decisions", ListAsync)
            .Describe("listDecisions", Tag, "Decisions, the newest proposal first.").Takes(DecisionParameters.All).Refuses(400, 404);
        api.MapGet("/sites/{site}/decisions/{id}", GetAsync)
            .Describe("getDecision", Tag, "A decision.").Takes(CommonParameters.MinPosition).Refuses(400, 404);
        api.MapPost("/sites/{site}/decisions", ProposeAsync)
            .Describe("proposeDecision", Tag, "Proposes a decision by hand; it waits for approval like any other.")
            .Accepts<NewDecision>("application/json").Refuses(400, 404, 409, 413, 415, 422, 429);
        MapVerdict(api, "approve", "approveDecision", DecisionWord.Approved, "Approves a decision: it goes on its way into the ERP.");
        MapVerdict(api, "reject", "rejectDecision", DecisionWord.Rejected, "Rejects a proposal, or dismisses a parked decision.");
        MapVerdict(api, "retry", "retryDecision", DecisionWord.Retried, "Has a parked decision tried again.");
        MapVerdict(api, "withdraw", "withdrawDecision", DecisionWord.Withdrawn, "Takes back what is not on its way into the ERP, or has been done by hand where there is none.");
        api.MapGet("/sites/{site}/exceptions", ExceptionsAsync)
            .Describe("listExceptions", "Exceptions", "What waits for a person to look at, the most urgent first, then the oldest.")
            .Takes(CommonParameters.After, CommonParameters.Limit, CommonParameters.MinPosition).Refuses(400, 404);
    }

    private static void MapVerdict(IEndpointRouteBuilder api, string path, string name, DecisionWord word, string summary) =>
        api.MapPost($"/sites/{{site}}/decisions/{{id}}/{path}",
                async (string site, string id, HttpContext context, DecisionDesk desk, CancellationToken cancellation) => await desk.SayAsync(site, id, word, context, cancellation))
            .Describe(name, Tag, summary).Accepts<DecisionVerdict>("application/json").Produces<DecisionAnswer>().Refuses(400, 404, 409, 413, 422, 429);

    private static async Task<Ok<Page<DecisionView>>> ListAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = DecisionParameters.Read(request);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.DecisionsAsync(query, cancellation));
    }

    private static async Task<Ok<DecisionView>> GetAsync(string site, string id, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.DecisionAsync(id, cancellation) ?? throw Problems.Unknown("decision", id));
    }

    private static async Task<Ok<Page<ExceptionView>>> ExceptionsAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var query = new QueryReader(request).Page();
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.ExceptionsAsync(query, cancellation));
    }

    private static async Task<Created<DecisionAnswer>> ProposeAsync(string site, HttpContext context, DecisionDesk desk, CancellationToken cancellation)
    {
        MediaTypes.Require(context.Request, "application/json");
        var answer = await desk.ProposeAsync(site, context, cancellation);
        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site)}/decisions/{answer.Id}", answer);
    }
}
