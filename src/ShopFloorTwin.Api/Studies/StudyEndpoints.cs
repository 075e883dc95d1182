using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Api.Streams;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Studies;

/// <summary><c>POST …/stress</c>, <c>…/sweep</c>, <c>…/monte-carlo</c>, <c>DELETE …/monte-carlo/{id}</c>: many what-ifs in one call. Nothing is applied.</summary>
internal static class StudyEndpoints
{
    private const string Tag = "Scenarios";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/sites/{site}/stress", StressAsync)
            .Describe("runStress", Tag, "What would hurt most: one supplier after another late by its own P95, one work center after another down for a day. With 'Accept: text/csv' as a table.")
            .Accepts<NewStress>("application/json").Produces<Study>(StatusCodes.Status200OK, "application/json", CsvAnswer.MediaType).Takes(CommonParameters.MinPosition).Refuses(400, 404, 413, 415, 429).WithMetadata(ChangesNothing.Instance);
        api.MapPost("/sites/{site}/sweep", SweepAsync)
            .Describe("runSweep", Tag, "One edit at one value of a parameter after another. With 'Accept: text/csv' as a table.")
            .Accepts<NewSweep>("application/json").Produces<Study>(StatusCodes.Status200OK, "application/json", CsvAnswer.MediaType).Takes(CommonParameters.MinPosition).Refuses(400, 404, 413, 415, 429).WithMetadata(ChangesNothing.Instance);
        api.MapPost("/sites/{site}/monte-carlo", MonteCarloAsync)
            .Describe("runMonteCarlo", Tag, "The floor over up to 10,240 samples, as server-sent events `started`, `progress`, and `result`. Closing the stream ends it.")
            .Accepts<NewMonteCarlo>("application/json").Takes(CommonParameters.MinPosition)
            .Produces<string>(StatusCodes.Status200OK, StreamAnswer.MediaType).Refuses(400, 404, 413, 415, 429).WithMetadata(ChangesNothing.Instance, new Unbounded());
        api.MapDelete("/sites/{site}/monte-carlo/{id}", CancelAsync)
            .Describe("cancelMonteCarlo", Tag, "Ends a Monte Carlo run of the caller's, wherever it runs.").Refuses(404);
    }

    private static async Task<IResult> StressAsync(string site, HttpContext context, Twins twins, CancellationToken cancellation)
    {
        var twin = await twins.ReadAsync(site, context.Request, cancellation);
        var body = await BodyAsync(context, cancellation);
        var wanted = body.IsEmpty ? new NewStress(null, null) : JsonBody.Parse(body, ApiJson.Default.NewStress);
        if (wanted.Limit is < 1 or > Limits.StressBlows)
            throw Problems.MalformedBody($"'limit' is 1 to {Limits.StressBlows}.");
        var question = new StressQuestion(wanted.Kinds is { Count: > 0 } kinds ? kinds : Enum.GetValues<StressKind>(), wanted.Limit ?? Limits.StressBlows);
        return Answer(context.Request, await twin.StressAsync(question, Caller.Of(context.User).KeyId, cancellation));
    }

    private static async Task<IResult> SweepAsync(string site, HttpContext context, Twins twins, CancellationToken cancellation)
    {
        var twin = await twins.ReadAsync(site, context.Request, cancellation);
        MediaTypes.Require(context.Request, "application/json");
        var body = await BodyAsync(context, cancellation);
        var zone = (await twin.SummaryAsync(withHash: false, cancellation)).TimeZone;
        var reading = Sweep.Read(body.Span, zone);
        var variants = reading.Variants ?? throw Problems.EditsDoNotFit(reading.Problems);
        var answer = await twin.SweepAsync(variants, Caller.Of(context.User).KeyId, cancellation);
        return Answer(context.Request, answer.Study ?? throw Problems.EditsDoNotFit(answer.Problems));
    }

    private static IResult Answer(HttpRequest request, Study study) =>
        CsvAnswer.IsWanted(request) ? TypedResults.Text(StudyCsv.Of(study), CsvAnswer.MediaType) : TypedResults.Ok(study);

    private static async Task MonteCarloAsync(
        string site, HttpContext context, Twins twins, StreamAnswer stream, CancellationToken cancellation)
    {
        var twin = await twins.ReadAsync(site, context.Request, cancellation);
        var body = await BodyAsync(context, cancellation);
        var wanted = body.IsEmpty ? new NewMonteCarlo(null, null) : JsonBody.Parse(body, ApiJson.Default.NewMonteCarlo);
        if (wanted.Samples is < 1 or > Limits.MonteCarloSamples)
            throw Problems.MalformedBody($"'samples' is 1 to {Limits.MonteCarloSamples}.");
        var reading = wanted.Edits is { } edits ? EditReader.Read(JsonSerializer.SerializeToUtf8Bytes(edits, ApiJson.Default.JsonElement)) : new EditReading([], []);
        var question = new MonteCarloQuestion(MonteCarloStream.NewId(), reading.Edits ?? throw Problems.EditsDoNotFit(reading.Problems), wanted.Samples ?? Limits.MonteCarloSamples);
        var keyId = Caller.Of(context.User).KeyId;
        await stream.SendAsync(context, ending => MonteCarloStream.FollowAsync(twin, question, keyId, ending), awaitsFirst: true);
    }

    private static async Task<NoContent> CancelAsync(string site, string id, HttpContext context, Twins twins, CancellationToken cancellation)
    {
        var twin = await twins.FindAsync(site, cancellation);
        var caller = Caller.Of(context.User);
        return await twin.CancelMonteCarloAsync(id, caller.HasAny([Roles.Admin]) ? null : caller.KeyId, cancellation) ? TypedResults.NoContent() : throw Problems.Unknown("Monte Carlo run", id);
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context, CancellationToken cancellation) =>
        await RequestBody.ReadAsync(context, Limits.ScenarioBytes, cancellation);
}
