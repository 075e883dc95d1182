using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Decisions;

namespace ShopFloorTwin.Api.Decisions;

/// <summary>Filters and paging of the decisions.</summary>
internal static class DecisionParameters
{
    private static readonly IReadOnlyDictionary<string, DecisionState> States =
        Enum.GetValues<DecisionState>().ToDictionary(state => JsonNamingPolicy.CamelCase.ConvertName(state.ToString()), StringComparer.Ordinal);

    private static readonly QueryParameter State = new("state", "States to show, as a comma list or repeated; all when left out.", "array", Allowed: [.. States.Keys]);
    private static readonly QueryParameter Rule = new("rule", "Decisions of this rule; `manual` for those proposed by hand.");
    private static readonly QueryParameter Subject = new("subject", "Decisions about this entity, as `order/MO-1`.");
    private static readonly QueryParameter Open = new("open", "Only those of which something is still to come.", "boolean");

    public static QueryParameter[] All { get; } = [State, Rule, Subject, Open, CommonParameters.After, CommonParameters.Limit, CommonParameters.MinPosition];

    public static DecisionQuery Read(HttpRequest request)
    {
        var query = new QueryReader(request);
        return new DecisionQuery
        {
            States = query.Names(State, States),
            Rule = query.Text(Rule),
            Subject = query.Text(Subject, Core.Limits.IdChars * 2),
            OpenOnly = query.Flag(Open),
            After = query.After(),
            Limit = query.Limit(),
        };
    }
}
