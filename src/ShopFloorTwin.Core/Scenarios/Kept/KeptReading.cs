using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>What kept scenarios come to on the present floor.</summary>
/// <param name="Scenarios">The edits of each; one floor for all of them.</param>
/// <param name="ToCommit">When the edits of the only one are to become decisions.</param>
public sealed record KeptQuestion(IReadOnlyList<IReadOnlyList<Edit>> Scenarios, ScenarioName? ToCommit = null);

/// <summary>Kept scenarios on one floor.</summary>
public sealed record KeptAnswer(long Position, DateTimeOffset AsOf, IReadOnlyList<KeptReading> Items);

/// <summary>A kept scenario on a floor: its answer and what it rests on there, or why it does not fit there any more.</summary>
/// <param name="Problems">With their paths; empty: it fits.</param>
/// <param name="Answer">Null: it does not fit.</param>
/// <param name="Base">Null: it does not fit.</param>
/// <param name="Facts">What its edits touch, whether they fit or not.</param>
/// <param name="Decisions">When it is to be committed and fits.</param>
public sealed record KeptReading(
    IReadOnlyList<PlantProblem> Problems, WhatIfAnswer? Answer, ScenarioBase? Base, IReadOnlyList<ScenarioFact> Facts, EditDecisionResult? Decisions)
{
    /// <summary>Reads scenarios on a picture.</summary>
    /// <param name="picture">Not changed.</param>
    /// <param name="question">Which.</param>
    /// <param name="thresholds">Of risk, at the site.</param>
    /// <param name="rules">Of decisions, at the site; null: the product's.</param>
    public static KeptAnswer Of(SitePicture picture, KeptQuestion question, RiskThresholds thresholds, DecisionRules? rules = null)
    {
        var forecaster = new Forecaster(picture.Settings);
        return new KeptAnswer(picture.Position, picture.AsOf, [.. question.Scenarios.Select(edits => Of(picture, edits, question.ToCommit, thresholds, rules ?? DecisionRules.Default, forecaster))]);
    }

    private static KeptReading Of(SitePicture picture, IReadOnlyList<Edit> edits, ScenarioName? toCommit, RiskThresholds thresholds, DecisionRules rules, Forecaster forecaster)
    {
        var result = WhatIf.Of(picture, new WhatIfQuestion(edits), thresholds, forecaster);
        if (result.Answer is not { } answer)
            return new KeptReading(result.Problems, null, null, ScenarioFacts.Of(picture, edits), null);
        var found = ScenarioBase.Of(picture, edits, ScenarioEffect.Of(answer.Difference));
        return new KeptReading([], answer, found, found.Facts, toCommit is null ? null : EditDecisions.Of(picture, edits, toCommit, rules));
    }
}
