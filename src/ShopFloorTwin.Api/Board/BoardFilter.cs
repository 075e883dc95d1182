using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Board;

/// <summary>Which orders the board shows.</summary>
/// <param name="Show">Name of the choice, as in the address.</param>
/// <param name="Query">The orders, worst first.</param>
internal sealed record BoardFilter(string Show, OrderQuery Query)
{
    private const int Rows = 50;
    private static readonly QueryParameter ShowParameter = new("show", "Which orders.", Allowed: ["risk", "late", "atRisk", "watch", "all"]);

    /// <summary>The choices, with their labels.</summary>
    public static IReadOnlyList<(string Show, string Label)> Choices { get; } =
        [("risk", "At risk and late"), ("late", "Late"), ("atRisk", "At risk"), ("watch", "Watch"), ("all", "All open")];

    public static BoardFilter Read(HttpRequest request)
    {
        var query = new QueryReader(request);
        var show = query.OneOf(ShowParameter) ?? "risk";
        IReadOnlyList<Risk> risks = show switch
        {
            "late" => [Risk.Late],
            "atRisk" => [Risk.AtRisk],
            "watch" => [Risk.Watch],
            "all" => [],
            _ => [Risk.Late, Risk.AtRisk],
        };
        return new BoardFilter(show, new OrderQuery { Risks = risks, After = query.After(), Limit = Rows });
    }
}
