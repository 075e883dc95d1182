using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Engine.Scenarios;

namespace ShopFloorTwin.Api.Scenarios;

/// <summary><c>GET/POST …/scenarios</c>, <c>GET/DELETE …/scenarios/{id}</c>, <c>POST …/scenarios/{id}/rebase|commit</c>, <c>GET …/scenarios/compare</c>.</summary>
internal static class ScenarioEndpoints
{
    private const string Tag = "Scenarios";
    private const int LeastCompared = 2, IdsCharsMax = 2048;
    private static readonly QueryParameter Owner = new("owner", "Scenarios kept with this key alone, by its id.");
    private static readonly QueryParameter Ids = new("ids", "2 to 10 ids, as a comma list or repeated.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/scenarios", ListAsync)
            .Describe("listScenarios", Tag, "Kept scenarios, newest first.").Takes(Owner, CommonParameters.After, CommonParameters.Limit).Refuses(400, 404);
        api.MapPost("/sites/{site}/scenarios", KeepAsync)
            .Describe("keepScenario", Tag, "Keeps edits that fit the present floor, under a name, with what they rest on there.")
            .Accepts<NewScenario>("application/json").Refuses(400, 404, 409, 413, 415, 422, 429);
        api.MapGet("/sites/{site}/scenarios/compare", CompareAsync)
            .Describe("compareScenarios", Tag, "2 to 10 kept scenarios side by side, all on the present floor. With 'Accept: text/csv' the orders as a table.")
            .Produces<ComparisonView>(StatusCodes.Status200OK, "application/json", CsvAnswer.MediaType).Takes(Ids, CommonParameters.MinPosition).Refuses(400, 404, 429);
        api.MapGet("/sites/{site}/scenarios/{id}", GetAsync)
            .Describe("getScenario", Tag, "A kept scenario with its answer on the present floor, and whether what it rests on still holds. With 'Accept: text/csv' the orders as a table.")
            .Produces<ScenarioReadingView>(StatusCodes.Status200OK, "application/json", CsvAnswer.MediaType).Takes(CommonParameters.MinPosition).Refuses(400, 404, 429);
        api.MapPost("/sites/{site}/scenarios/{id}/rebase", RebaseAsync)
            .Describe("rebaseScenario", Tag, "Has a kept scenario rest on the present floor from now on.").Takes(CommonParameters.MinPosition).Refuses(400, 404, 409, 429);
        api.MapPost("/sites/{site}/scenarios/{id}/commit", CommitAsync)
            .Describe("commitScenario", Tag, "Proposes the edits of a kept scenario as decisions, all or none. Refused, with the difference, when the floor is another one.")
            .Takes(CommonParameters.MinPosition).Refuses(400, 404, 409, 429);
        api.MapDelete("/sites/{site}/scenarios/{id}", DeleteAsync)
            .Describe("deleteScenario", Tag, "Deletes a kept scenario; its decisions stay.").Refuses(404);
    }

    private static async Task<Ok<ScenarioList>> ListAsync(string site, HttpRequest request, ScenarioDesk desk, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (owner, before, limit) = (query.Text(Owner), query.Whole(CommonParameters.After, 1, long.MaxValue), query.Limit());
        return TypedResults.Ok(await desk.ListAsync(site, owner, before, limit, cancellation));
    }

    private static async Task<Created<ScenarioReadingView>> KeepAsync(string site, HttpContext context, ScenarioDesk desk, CancellationToken cancellation)
    {
        MediaTypes.Require(context.Request, "application/json");
        var kept = await desk.KeepAsync(site, context, cancellation);
        return TypedResults.Created($"/api/v1/sites/{Uri.EscapeDataString(site)}/scenarios/{kept.Scenario.Id}", kept);
    }

    private static async Task<IResult> CompareAsync(string site, HttpContext context, ScenarioDesk desk, CancellationToken cancellation)
    {
        var kept = await desk.ReadAsync(site, IdsOf(context.Request), context, cancellation);
        return CsvAnswer.IsWanted(context.Request) ? Table(kept) : TypedResults.Ok(ComparisonView.Of(kept));
    }

    /// <summary>The scenarios to be compared.</summary>
    public static IReadOnlyList<string> IdsOf(HttpRequest request)
    {
        // A form says each by itself.
        var text = string.Join(',', request.Query[Ids.Name].ToArray());
        var ids = text.Length > IdsCharsMax ? [] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        return ids.Count is >= LeastCompared and <= Limits.ComparedScenarios ? ids
            : throw Problems.BadParameter(Ids.Name, $"'{Ids.Name}' is a list of {LeastCompared} to {Limits.ComparedScenarios} scenarios.");
    }

    private static async Task<IResult> GetAsync(string site, string id, HttpContext context, ScenarioDesk desk, CancellationToken cancellation)
    {
        var kept = await desk.ReadAsync(site, [id], context, cancellation);
        return CsvAnswer.IsWanted(context.Request) ? Table(kept) : TypedResults.Ok(ScenarioReadingView.Of(kept[0]));
    }

    private static IResult Table(IReadOnlyList<KeptScenario> kept) =>
        TypedResults.Text(ComparisonCsv.Of([.. kept.Select(one => (one.Stored.Id, one.Reading.Answer))]), CsvAnswer.MediaType);

    private static async Task<Ok<ScenarioReadingView>> RebaseAsync(string site, string id, HttpContext context, ScenarioDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok(await desk.RebaseAsync(site, id, context, cancellation));

    private static async Task<Ok<CommitAnswer>> CommitAsync(string site, string id, HttpContext context, ScenarioDesk desk, CancellationToken cancellation) =>
        TypedResults.Ok(await desk.CommitAsync(site, id, context, cancellation));

    private static async Task<NoContent> DeleteAsync(string site, string id, HttpContext context, ScenarioDesk desk, CancellationToken cancellation)
    {
        await desk.DeleteAsync(site, id, context, cancellation);
        return TypedResults.NoContent();
    }
}
