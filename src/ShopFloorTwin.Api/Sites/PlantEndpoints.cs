using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Events;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Sites;

/// <summary><c>PUT …/plant</c>: imports a plant document, and so makes the site when it is new. <c>/schemas/plant/v1</c>.</summary>
internal static class PlantEndpoints
{
    private const string SchemaMediaType = "application/schema+json";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/sites/{site}/plant", ImportAsync)
            .Describe("putPlant", "Sites", "Imports a plant document. It is reconciled with what is there by id: new, changed, gone.")
            .Accepts<PlantBody>("application/json").Refuses(400, 413, 415, 422, 429);

    public static void MapSchema(IEndpointRouteBuilder routes) =>
        routes.MapGet("/schemas/plant/v1", () => TypedResults.Bytes(PlantSchema.Json, SchemaMediaType))
            .Describe("getPlantSchema", "Sites", "The JSON Schema of the plant document.")
            .Produces<string>(StatusCodes.Status200OK, SchemaMediaType);

    private static async Task<Ok<PlantAnswer>> ImportAsync(
        string site, HttpContext context, ITwinEngine engine, IJournal journal, ApiOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        MediaTypes.Require(context.Request, "application/json");
        var key = IdempotencyKey.Of(context.Request);
        var bytes = await RequestBody.ReadAsync(context, Limits.PlantBytes - PlantEvent.EnvelopeBytesMax, cancellation);
        var document = Read(site, bytes.Span);

        var now = clock.GetUtcNow();
        var time = options.JournalClock ? document.AsOf ?? now : now;
        var imported = PlantEvent.Of(document, bytes.Span, key ?? Guid.NewGuid().ToString("n"), time, Correlation.TraceParent);
        var twin = await engine.OpenAsync(site, cancellation);
        var outcome = (await twin.AcceptAsync([imported], cancellation)).Outcomes[0];

        if (outcome.Kind == OutcomeKind.Refused)
            throw Problems.InvalidDocument(outcome.Refusal!.Detail, [new ProblemError("$", outcome.Refusal.Detail)]);
        if (outcome.Kind == OutcomeKind.Duplicate && !await IsSameAsync(journal, site, outcome.Position, bytes, cancellation))
            throw Problems.IdempotencyMismatch(key!);
        return TypedResults.Ok(new PlantAnswer(
            site, outcome.Position, document.Orders.Count, document.WorkCenters.Count, document.Products.Count, outcome.Kind == OutcomeKind.Duplicate));
    }

    private static PlantDocument Read(string site, ReadOnlySpan<byte> bytes)
    {
        var reading = PlantReader.Read(bytes);
        if (reading.Document is not { } document)
            throw Problems.InvalidDocument(
                "The plant document is not valid; 'errors' names every place. Its schema is at /schemas/plant/v1.",
                [.. reading.Problems.Select(problem => new ProblemError(problem.Path, problem.Detail))]);
        if (!PlantEvent.CanHold(bytes))
            throw Problems.InvalidDocument(
                "The document is nested too deeply.", [new ProblemError("$", $"may be nested {PlantEvent.DocumentDepth} levels deep")]);
        return string.Equals(document.Site, site, StringComparison.Ordinal)
            ? document
            : throw Problems.InvalidDocument(
                "The document is of another site than the path.", [new ProblemError("$.site", $"is '{document.Site}'; the path says '{site}'")]);
    }

    private static async ValueTask<bool> IsSameAsync(
        IJournal journal, string site, long position, ReadOnlyMemory<byte> document, CancellationToken cancellation)
    {
        var records = await journal.ReadAsync(site, position - 1, 1, cancellation);
        return records.Count > 0 && PlantEvent.Carries(records[0].Body.Span, document.Span);
    }
}
