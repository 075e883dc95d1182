using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Tests.Decisions;

/// <summary>What can be said of decisions, at minutes after <see cref="PlantFixtures.Start"/>.</summary>
internal static class Saying
{
    public static DecisionProposal Proposal(string rule = "reschedule", string subject = "order/MO-1", int revision = 1, string? approval = "planner", params DecisionAction[] actions) => new()
    {
        Rule = rule, RulesVersion = "1+0", Subject = subject, Revision = revision, Title = "Do it", Text = "Because.", Approval = approval,
        Actions = actions.Length > 0 ? [.. actions] : [new DecisionAction { Kind = ActionKind.Reschedule, Target = subject, Values = [new ActionValue("priority", "1", "0")] }],
    };

    public static DecisionAction Activity(string target = "order/MO-1") =>
        new() { Kind = ActionKind.Activity, Target = target, Values = [new ActionValue("summary", "Look")] };

    public static CloudEvent Proposed(double minute, string id, DecisionProposal proposal) =>
        OwnEvents.Make(PlantFixtures.At(minute), new DecisionProposedData(proposal) { Entity = id });

    public static CloudEvent Said(double minute, string id, DecisionWord word, int revision = 1, string? text = null, params ErpRecord[] records) =>
        OwnEvents.Make(PlantFixtures.At(minute), new DecisionWordData(word, revision, "anna", text, [.. records]) { Entity = id });

    public static DecisionTwin Decision(this TestSite site, string id = "D-1") => site.State.Publish().Decisions.Single(one => one.Id == id);
}
