using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Intake;

namespace ShopFloorTwin.Api.Events;

/// <summary><c>POST …/events</c>. The events' own identities make it idempotent; under an <c>Idempotency-Key</c> the same body gets the same answer.</summary>
internal static class EventsEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/sites/{site}/events", PostAsync)
            .Describe("postEvents", "Events", "Takes events, durable before the answer. Those refused are named by their place; the others are taken.")
            .Accepts<EventDocument>(EventFormats.Single, EventFormats.Batch, EventFormats.Lines)
            .Refuses(400, 404, 413, 415, 422, 429);

    private static async Task<Accepted<EventsAnswer>> PostAsync(
        string site, HttpContext context, Twins twins, EventIntake intake, RememberedAnswers remembered, CancellationToken cancellation)
    {
        var twin = await twins.FindAsync(site, cancellation);
        var mediaType = context.Request.ContentType;
        var format = EventFormats.Parse(mediaType)
            ?? throw Problems.WrongMediaType(mediaType, EventFormats.Single, EventFormats.Batch, EventFormats.Lines);
        var body = await RequestBody.ReadAsync(context, Limits.EventsBodyBytes, cancellation);
        var batch = EventBatchReader.Read(body, format);
        return batch.Problem is { } problem
            ? throw Refused(problem)
            : TypedResults.Accepted((string?)null, await remembered.OnceAsync(context, body, async () => await intake.TakeAsync(twin, batch.Items, cancellation)));
    }

    private static ProblemException Refused(BodyProblem problem) => problem.Status == StatusCodes.Status413PayloadTooLarge
        ? Problems.TooLarge(problem.Detail)
        : Problems.MalformedBody(problem.Detail);
}
