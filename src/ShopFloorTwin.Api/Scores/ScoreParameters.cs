using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;

namespace ShopFloorTwin.Api.Scores;

/// <summary>What scores and variances are asked for with.</summary>
internal static class ScoreParameters
{
    private static readonly string[] Groups = ["order", "workCenter", "product", "supplier", "week"];
    private static readonly QueryParameter From = new("from", "First month of when the forecasts were made, as 2026-03; the oldest kept when left out.");
    private static readonly QueryParameter To = new("to", "Last month, likewise; the newest when left out.");
    private static readonly QueryParameter Horizon = new("horizon", "Forecasts of this moment of an order's life alone; all, each once, when left out.", Allowed: ScoreHorizons.Names);
    private static readonly QueryParameter By = new("by", "What to sum up by; the single orders when left out.", Allowed: Groups);

    public static QueryParameter[] OfScorecard { get; } = [From, To, Horizon, CommonParameters.MinPosition];
    public static QueryParameter[] OfVariance { get; } = [By, CommonParameters.After, CommonParameters.Limit, CommonParameters.MinPosition];

    public static ScorecardQuery Scorecard(HttpRequest request)
    {
        var query = new QueryReader(request);
        var horizon = query.OneOf(Horizon);
        return new ScorecardQuery(Month(query, From), Month(query, To), horizon is null ? null : (ScoreHorizon)ScoreHorizons.Names.ToList().IndexOf(horizon));
    }

    public static VarianceQuery Variance(HttpRequest request)
    {
        var query = new QueryReader(request);
        return new VarianceQuery((VarianceBy)Math.Max(0, Array.IndexOf(Groups, query.OneOf(By))), query.After(), query.Limit());
    }

    private static int? Month(QueryReader query, QueryParameter parameter) =>
        query.Text(parameter) is not { } text ? null
        : ScoredMonth.Parse(text) ?? throw Problems.BadParameter(parameter.Name, $"'{parameter.Name}' is a month as 2026-03, not '{text}'.");
}
