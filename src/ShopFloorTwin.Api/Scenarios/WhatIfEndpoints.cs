using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Api.Scenarios;

/// <summary><c>POST …/what-if</c>: the published picture beside the same with edits. Changes nothing.</summary>
internal static class WhatIfEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/sites/{site}/what-if", AskAsync)
            .Describe("whatIf", "Scenarios", "What if: the site as forecast beside the same with edits laid over it. Nothing is applied. With 'Accept: text/csv' the orders that change, as a table.")
            .WithMetadata(ChangesNothing.Instance).Accepts<WhatIfBody>("application/json").Takes(CommonParameters.MinPosition)
            .Produces<WhatIfAnswer>(StatusCodes.Status200OK, "application/json", CsvAnswer.MediaType).Refuses(400, 404, 413, 415, 429);

    private static async Task<IResult> AskAsync(string site, HttpContext context, Twins twins, CancellationToken cancellation)
    {
        MediaTypes.Require(context.Request, "application/json");
        var twin = await twins.ReadAsync(site, context.Request, cancellation);
        var body = await RequestBody.ReadAsync(context, Limits.ScenarioBytes, cancellation);
        var reading = WhatIfReader.Read(body.Span);
        var question = reading.Question ?? throw Problems.EditsDoNotFit(reading.Problems);
        var result = await twin.WhatIfAsync(question, Caller.Of(context.User).KeyId, cancellation);
        var answer = result.Answer ?? throw Problems.EditsDoNotFit(result.Problems);
        return CsvAnswer.IsWanted(context.Request) ? TypedResults.Text(WhatIfCsv.Of(answer), CsvAnswer.MediaType) : TypedResults.Ok(answer);
    }
}

/// <summary>The outline of a question, as the OpenAPI document shows it.</summary>
/// <param name="Name">Given back.</param>
/// <param name="Edits">In this order; each with its <c>kind</c>.</param>
/// <param name="Samples">Of both forecasts; those of the live one when left out.</param>
internal sealed record WhatIfBody(string? Name, IReadOnlyList<JsonElement> Edits, int? Samples);
