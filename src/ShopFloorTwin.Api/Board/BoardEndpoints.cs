using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Board.Scenarios;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Api.Scenarios;
using ShopFloorTwin.Api.Scores;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Board;

/// <summary>The live page: <c>/</c>, <c>/board/{site}</c>, one order of it, its scorecard, its scenarios, and what keeps it up to date.</summary>
internal static class BoardEndpoints
{
    private const int WorkCentersRead = 1_000;
    private const int ScenariosRead = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Page(routes.MapGet("/", HomeAsync), "getHome");
        Page(routes.MapGet("/board/{site}", BoardAsync), "getBoard");
        Page(routes.MapGet("/board/{site}/orders/{**id}", OrderAsync), "getBoardOrder");
        Page(routes.MapGet("/board/{site}/scorecard", ScorecardAsync), "getBoardScorecard");
        Page(routes.MapGet("/board/{site}/suggestions", SuggestionsAsync), "getBoardSuggestions");
        Page(routes.MapGet("/board/{site}/scenarios", ScenariosAsync), "getBoardScenarios");
        Page(routes.MapGet("/board/{site}/scenarios/compare", CompareAsync), "getBoardComparison");
        Page(routes.MapGet("/board/{site}/scenarios/{id}", ScenarioAsync), "getBoardScenario");
        Hidden(routes.MapGet("/board/{site}/rows", RowsAsync), "getBoardRows");
        Hidden(routes.MapGet("/board.js", () => BoardAssets.Script), "getBoardScript");
        Hidden(routes.MapGet("/board.css", () => BoardAssets.Style), "getBoardStyle");
        LoginEndpoints.Map(routes);
    }

    public static void Page(RouteHandlerBuilder endpoint, string name) => Hidden(endpoint, name).WithMetadata(new BoardPage());

    private static RouteHandlerBuilder Hidden(RouteHandlerBuilder endpoint, string name) => endpoint.WithName(name).ExcludeFromDescription();

    private static async Task<IResult> HomeAsync(HttpContext context, ITwinEngine engine, TimeProvider clock, CancellationToken cancellation)
    {
        var sites = await VisibleAsync(context, engine, cancellation);
        return sites.Count == 0
            ? BoardPages.Page(SiteBoard.Empty())
            : BoardPages.Page(SiteBoard.Page(await ReadAsync(context, engine, sites[0], clock, cancellation), sites));
    }

    private static async Task<IResult> BoardAsync(string site, HttpContext context, ITwinEngine engine, TimeProvider clock, CancellationToken cancellation) =>
        BoardPages.Page(SiteBoard.Page(await ReadAsync(context, engine, site, clock, cancellation), await VisibleAsync(context, engine, cancellation)));

    private static async Task<IResult> RowsAsync(string site, HttpContext context, ITwinEngine engine, TimeProvider clock, CancellationToken cancellation) =>
        BoardPages.Page(SiteBoard.Live(await ReadAsync(context, engine, site, clock, cancellation)));

    private static async Task<IResult> OrderAsync(string site, string? id, HttpContext context, Twins twins, ITwinEngine engine, CancellationToken cancellation)
    {
        var order = EntityId.Of(id);
        var twin = await twins.FindAsync(site, cancellation);
        var view = await twin.OrderAsync(order, past: null, cancellation) ?? throw Problems.Unknown("order", order);
        var summary = await twin.SummaryAsync(withHash: false, cancellation);
        return BoardPages.Page(OrderPage.Of(summary, view, await VisibleAsync(context, engine, cancellation)));
    }

    private static async Task<IResult> ScorecardAsync(string site, HttpContext context, Twins twins, ITwinEngine engine, CancellationToken cancellation)
    {
        var query = ScoreParameters.Scorecard(context.Request);
        var twin = await twins.FindAsync(site, cancellation);
        var summary = await twin.SummaryAsync(withHash: false, cancellation);
        return BoardPages.Page(ScorecardPage.Of(summary, await twin.ScorecardAsync(query, cancellation), await VisibleAsync(context, engine, cancellation)));
    }

    private static async Task<IResult> SuggestionsAsync(string site, HttpContext context, Twins twins, ITwinEngine engine, CancellationToken cancellation)
    {
        var order = new QueryReader(context.Request).Text(OrderOfQuery);
        var twin = await twins.FindAsync(site, cancellation);
        var found = await twin.SuggestionsAsync(order, cancellation) ?? throw Problems.Unknown("open order", order!);
        var summary = await twin.SummaryAsync(withHash: false, cancellation);
        return BoardPages.Page(SuggestionsPage.Of(summary, order, found, await VisibleAsync(context, engine, cancellation)));
    }

    private static async Task<IResult> ScenariosAsync(string site, HttpContext context, Twins twins, ITwinEngine engine, ScenarioDesk desk, CancellationToken cancellation)
    {
        var before = new QueryReader(context.Request).Whole(CommonParameters.After, 1, long.MaxValue);
        var list = await desk.ListAsync(site, owner: null, before, ScenariosRead, cancellation);
        return BoardPages.Page(ScenariosPage.Of(await SummaryAsync(site, twins, cancellation), list, await VisibleAsync(context, engine, cancellation)));
    }

    private static async Task<IResult> ScenarioAsync(string site, string id, HttpContext context, Twins twins, ITwinEngine engine, ScenarioDesk desk, CancellationToken cancellation)
    {
        var reading = ScenarioReadingView.Of((await desk.ReadAsync(site, [id], context, cancellation))[0]);
        return BoardPages.Page(ScenarioPage.Of(await SummaryAsync(site, twins, cancellation), reading, await VisibleAsync(context, engine, cancellation)));
    }

    private static async Task<IResult> CompareAsync(string site, HttpContext context, Twins twins, ITwinEngine engine, ScenarioDesk desk, CancellationToken cancellation)
    {
        var compared = ComparisonView.Of(await desk.ReadAsync(site, ScenarioEndpoints.IdsOf(context.Request), context, cancellation));
        return BoardPages.Page(ComparisonPage.Of(await SummaryAsync(site, twins, cancellation), compared, await VisibleAsync(context, engine, cancellation)));
    }

    private static async Task<SiteView> SummaryAsync(string site, Twins twins, CancellationToken cancellation) =>
        await (await twins.FindAsync(site, cancellation)).SummaryAsync(withHash: false, cancellation);

    private static readonly QueryParameter OrderOfQuery = new("order", "The order to help.");
    private static readonly DecisionQuery Proposed = new() { States = [DecisionState.Proposed] };

    private static async Task<BoardData> ReadAsync(HttpContext context, ITwinEngine engine, string site, TimeProvider clock, CancellationToken cancellation)
    {
        var filter = BoardFilter.Read(context.Request);
        var twin = await engine.FindAsync(site, cancellation) ?? throw Problems.UnknownSite(site);
        var summary = await twin.SummaryAsync(withHash: false, cancellation);
        var orders = await twin.OrdersAsync(filter.Query, cancellation);
        IReadOnlyList<WorkCenterView> down = summary.Kpis.WorkCentersDown == 0
            ? []
            : [.. (await twin.WorkCentersAsync(new ListQuery(Limit: WorkCentersRead), past: null, cancellation)).Items.Where(center => center.State.IsDown())];
        var proposed = await twin.DecisionsAsync(Proposed, cancellation);
        return new BoardData(summary, orders, down, proposed, filter, clock.GetUtcNow());
    }

    private static async ValueTask<List<string>> VisibleAsync(HttpContext context, ITwinEngine engine, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User);
        return [.. (await engine.SitesAsync(cancellation)).Where(caller.MaySee).Order(StringComparer.Ordinal)];
    }
}

/// <summary>What the board shows.</summary>
/// <param name="Site">The site and its KPIs.</param>
/// <param name="Orders">A page of orders.</param>
/// <param name="Down">Work centers that are down.</param>
/// <param name="Proposed">The first decisions that wait for approval.</param>
/// <param name="Filter">What was asked for.</param>
/// <param name="Now">The wall clock.</param>
internal sealed record BoardData(
    SiteView Site, Page<OrderView> Orders, IReadOnlyList<WorkCenterView> Down, Page<DecisionView> Proposed, BoardFilter Filter, DateTimeOffset Now);
