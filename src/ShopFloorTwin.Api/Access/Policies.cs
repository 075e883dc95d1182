using System.Collections.Frozen;

namespace ShopFloorTwin.Api.Access;

/// <summary>Who may call an endpoint.</summary>
/// <param name="Roles">Any of these is enough. Empty: anyone, without a key.</param>
public sealed record Policy(IReadOnlyList<string> Roles)
{
    public bool IsAnonymous => Roles.Count == 0;
}

/// <summary>
/// The one table of access: endpoint name to roles. An endpoint that is not in it is denied to everyone.
/// The scope of a key's sites holds on top, for every path with a site.
/// </summary>
public static class Policies
{
    private static readonly Policy Anyone = new([]);
    private static readonly Policy Everyone = new(Roles.All);
    private static readonly Policy Feeding = new([Roles.Integrator, Roles.Admin]);
    private static readonly Policy Refused = new([Roles.Planner, Roles.Quality, Roles.Integrator, Roles.Admin]);

    // Which of them a decision needs, it says itself.
    private static readonly Policy Deciding = new([Roles.Planner, Roles.Quality, Roles.Maintenance, Roles.Approver, Roles.Admin]);
    private static readonly Policy Administration = new([Roles.Admin]);

    /// <summary>By endpoint name, which is also its operation id.</summary>
    public static FrozenDictionary<string, Policy> Table { get; } = new Dictionary<string, Policy>
    {
        ["getLive"] = Anyone,
        ["getReady"] = Anyone,
        ["getOpenApi"] = Anyone,
        ["getPlantSchema"] = Anyone,

        ["listSites"] = Everyone,
        ["getSite"] = Everyone,
        ["listOrders"] = Everyone,
        ["getOrder"] = Everyone,
        ["listWorkCenters"] = Everyone,
        ["getWorkCenter"] = Everyone,
        ["listComponents"] = Everyone,
        ["getComponent"] = Everyone,
        ["listSuppliers"] = Everyone,
        ["getSupplier"] = Everyone,
        ["getScorecard"] = Everyone,
        ["listVariances"] = Everyone,
        ["listSuggestions"] = Everyone,
        ["whatIf"] = Everyone,
        ["listScenarios"] = Everyone,
        ["getScenario"] = Everyone,
        ["compareScenarios"] = Everyone,
        ["keepScenario"] = Deciding,
        ["rebaseScenario"] = Deciding,
        ["commitScenario"] = Deciding,
        ["deleteScenario"] = Deciding,
        ["runStress"] = Everyone,
        ["runSweep"] = Everyone,
        ["runMonteCarlo"] = Everyone,
        ["cancelMonteCarlo"] = Everyone,
        ["streamChanges"] = Everyone,

        ["listDecisions"] = Everyone,
        ["getDecision"] = Everyone,
        ["listExceptions"] = Everyone,
        ["proposeDecision"] = Deciding,
        ["approveDecision"] = Deciding,
        ["rejectDecision"] = Deciding,
        ["retryDecision"] = Deciding,
        ["withdrawDecision"] = Deciding,

        ["postEvents"] = Feeding,
        ["putPlant"] = Feeding,
        ["listQuarantine"] = Refused,
        ["getQuarantined"] = Refused,
        ["replayQuarantined"] = Feeding,

        ["listKeys"] = Administration,
        ["createKey"] = Administration,
        ["revokeKey"] = Administration,

        ["getLogin"] = Anyone,
        ["postLogin"] = Anyone,
        ["postLogout"] = Anyone,
        ["getBoardScript"] = Anyone,
        ["getBoardStyle"] = Anyone,
        ["getHome"] = Everyone,
        ["getBoard"] = Everyone,
        ["getBoardRows"] = Everyone,
        ["getBoardOrder"] = Everyone,
        ["getBoardScorecard"] = Everyone,
        ["getBoardSuggestions"] = Everyone,
        ["getBoardScenarios"] = Everyone,
        ["getBoardComparison"] = Everyone,
        ["getBoardScenario"] = Everyone,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The policy of an endpoint; null: denied to everyone.</summary>
    public static Policy? Find(string? endpoint) => endpoint is null ? null : Table.GetValueOrDefault(endpoint);
}
