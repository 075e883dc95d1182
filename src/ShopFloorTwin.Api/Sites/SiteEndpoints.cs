using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Sites;

/// <summary>The sites that the caller may see.</summary>
/// <param name="Items">Those that answered.</param>
/// <param name="Next">Asks for those behind them; null: there are no more.</param>
/// <param name="Missing">Those that did not answer in time, with the reason.</param>
public sealed record SiteList(IReadOnlyList<SiteView> Items, string? Next, IReadOnlyList<MissingSite> Missing);

/// <summary>A site that is there and did not answer.</summary>
public sealed record MissingSite(string Site, string Reason);

/// <summary><c>GET /sites</c>, <c>GET /sites/{site}</c>.</summary>
internal static class SiteEndpoints
{
    private static readonly QueryParameter Hash = new("hash", "Also answers `stateHash`, the SHA-256 over all twins.", "boolean");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sites", ListAsync)
            .Describe("listSites", "Sites", "The sites that the key may see, by id, with their KPIs.")
            .Takes(CommonParameters.After, CommonParameters.Limit).Refuses(400);
        api.MapGet("/sites/{site}", GetAsync)
            .Describe("getSite", "Sites", "A site: position, KPIs, age of its forecast.")
            .Takes(Hash, CommonParameters.MinPosition).Refuses(400, 404);
    }

    private static async Task<Ok<SiteList>> ListAsync(HttpContext context, ITwinEngine engine, SiteRoll roll, CancellationToken cancellation)
    {
        var page = new QueryReader(context.Request).Page();
        var caller = Caller.Of(context.User);
        var visible = (await engine.SitesAsync(cancellation)).Where(caller.MaySee)
            .Where(site => page.After is null || string.CompareOrdinal(site, page.After) > 0)
            .Order(StringComparer.Ordinal).Take(page.Limit + 1).ToList();
        var (items, missing) = await roll.CallAsync([.. visible.Take(page.Limit)], cancellation);
        return TypedResults.Ok(new SiteList(items, visible.Count > page.Limit ? visible[page.Limit - 1] : null, missing));
    }

    private static async Task<Ok<SiteView>> GetAsync(string site, HttpRequest request, Twins twins, CancellationToken cancellation)
    {
        var withHash = new QueryReader(request).Flag(Hash);
        var twin = await twins.ReadAsync(site, request, cancellation);
        return TypedResults.Ok(await twin.SummaryAsync(withHash, cancellation));
    }
}
