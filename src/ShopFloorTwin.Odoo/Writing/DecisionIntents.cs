using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>
/// A decision as intents. Their ids follow from the decision, the action and what is done: made twice they are the same, and
/// the id travels to Odoo as external id.
/// </summary>
public static class DecisionIntents
{
    private const string Module = "shopfloortwin";

    /// <param name="instance">The Odoo.</param>
    /// <param name="site">Of the decision.</param>
    /// <param name="decision">Approved.</param>
    public static IReadOnlyList<Intent> Of(string instance, string site, DecisionView decision)
    {
        var intents = new List<Intent>();
        for (var i = 0; i < decision.Actions.Count; i++)
        {
            var action = decision.Actions[i];
            if (!action.IsForErp)
                continue;
            if (decision.Ending)
            {
                if (action.Lasts)
                    Add(i, action, ErpStep.End, "end");
                continue;
            }
            var revision = $"r{decision.ProposalRevision}";
            if (action.Kind == ActionKind.Reschedule)
                Add(i, action, ErpStep.Change, $"{revision}.change");
            else if (action.Kind == ActionKind.Note)
                Add(i, action, ErpStep.Make, $"{revision}.make");
            else
                Add(i, action, ErpStep.Make, "make");
            if (action.Lasts && decision.ProposalRevision > 1 && decision.Records.Count > 0)
                Add(i, action, ErpStep.Update, $"{revision}.update", $"{decision.Id}.{i}.update");
        }
        return intents;

        void Add(int index, DecisionAction action, ErpStep step, string what, string? replaces = null) => intents.Add(new Intent(
            $"{decision.Id}.{index}.{what}", instance, site, decision.Id, decision.Lane, action.Target, replaces,
            new ErpWrite(step, index, action, decision.Title, decision.Text, decision.TraceParent).ToJson(), decision.ChangedAt));
    }

    /// <summary>The external id of the record an intent makes: <c>module.name</c>, without dots and spaces in the name.</summary>
    public static string ExternalId(Intent intent) => $"{Module}.{intent.Id.Replace('.', '_').ToLowerInvariant()}";

}
