using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Events;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Quarantine;

/// <summary><c>GET …/quarantine[/{id}]</c>, <c>POST …/quarantine/{id}/replay</c>.</summary>
internal static class QuarantineEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites/{site}/quarantine", ListAsync)
            .Describe("listQuarantine", "Quarantine", "Refused input with its reason, newest first.")
            .Takes(CommonParameters.After, CommonParameters.Limit).Refuses(400, 404);
        api.MapGet("/sites/{site}/quarantine/{id:long}", GetAsync)
            .Describe("getQuarantined", "Quarantine", "Refused input, whole.").Refuses(404);
        api.MapPost("/sites/{site}/quarantine/{id:long}/replay", ReplayAsync)
            .Describe("replayQuarantined", "Quarantine", "Offers refused input to the site again; what is accepted leaves the quarantine.")
            .Refuses(404, 422, 429);
    }

    private static async Task<Ok<QuarantineList>> ListAsync(
        string site, HttpRequest request, Twins twins, IQuarantine quarantine, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (before, limit) = (query.Whole(CommonParameters.After, 1, long.MaxValue), query.Limit());
        await twins.FindAsync(site, cancellation);
        var items = await quarantine.ListAsync(site, before, limit + 1, cancellation);
        var next = items.Count > limit ? items[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new QuarantineList([.. items.Take(limit).Select(item => QuarantineView.Of(item, whole: false))], next));
    }

    private static async Task<Ok<QuarantineView>> GetAsync(
        string site, long id, Twins twins, IQuarantine quarantine, CancellationToken cancellation)
    {
        await twins.FindAsync(site, cancellation);
        return TypedResults.Ok(QuarantineView.Of(await FindAsync(quarantine, site, id, cancellation), whole: true));
    }

    private static async Task<Ok<EventsAnswer>> ReplayAsync(
        string site, long id, HttpContext context, Twins twins, IQuarantine quarantine, EventIntake intake, RememberedAnswers answers, CancellationToken cancellation)
    {
        var twin = await twins.FindAsync(site, cancellation);
        return TypedResults.Ok(await answers.OnceAsync(context, ReadOnlyMemory<byte>.Empty, async () =>
        {
            var item = await FindAsync(quarantine, site, id, cancellation);
            var answer = await intake.ReplayAsync(twin, item.Entry.Body, cancellation);
            if (answer.Rejected.Count == 0)
                await quarantine.RemoveAsync(site, id, cancellation);
            return answer;
        }));
    }

    private static async ValueTask<QuarantineItem> FindAsync(IQuarantine quarantine, string site, long id, CancellationToken cancellation) =>
        await quarantine.FindAsync(site, id, cancellation) ?? throw Problems.Unknown("quarantined input", id.ToString(CultureInfo.InvariantCulture));
}
