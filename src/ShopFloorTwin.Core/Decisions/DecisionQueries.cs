using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>Decisions of a picture, the newest proposal first.</summary>
public static class DecisionQueries
{
    private const string Sort = "newest";

    /// <exception cref="QueryException">Limit or cursor is wrong.</exception>
    public static Page<DecisionView> List(SitePicture picture, DecisionQuery query)
    {
        Paging.CheckLimit(query.Limit);
        var cursor = Cursor.Decode(query.After, Sort, keys: 1);
        var found = picture.Twins.Decisions
            .Where(one => (query.States.Count == 0 || query.States.Contains(one.State)) && (!query.OpenOnly || one.IsOpen)
                && (query.Rule is null || one.Proposal.Rule == query.Rule) && (query.Subject is null || one.Proposal.Subject == query.Subject)
                && (cursor is null || IsBehind(one, cursor)))
            .OrderByDescending(one => one.ProposedAt).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Take(query.Limit + 1).ToList();
        var next = found.Count > query.Limit ? new Cursor(Sort, [found[query.Limit - 1].ProposedAt.UtcTicks], found[query.Limit - 1].Id).Encode() : null;
        return new Page<DecisionView>([.. found.Take(query.Limit).Select(one => View(one, picture.AsOf))], next, picture.Position, picture.AsOf);
    }

    /// <summary>Null when there is none of that id.</summary>
    public static DecisionView? Find(SitePicture picture, string id)
    {
        foreach (var decision in picture.Twins.Decisions)
        {
            if (decision.Id == id)
                return View(decision, picture.AsOf);
        }
        return null;
    }

    private static bool IsBehind(DecisionTwin one, Cursor cursor)
    {
        var order = cursor.Keys[0].CompareTo(one.ProposedAt.UtcTicks);
        return order > 0 || (order == 0 && string.CompareOrdinal(one.Id, cursor.Id) > 0);
    }

    private static DecisionView View(DecisionTwin one, DateTimeOffset asOf) => new()
    {
        Id = one.Id,
        Rule = one.Proposal.Rule,
        RulesVersion = one.Proposal.RulesVersion,
        Subject = one.Proposal.Subject,
        Title = one.Proposal.Title,
        Text = one.Proposal.Text,
        State = one.State,
        Revision = one.Revision,
        ProposalRevision = one.Proposal.Revision,
        Approval = one.Proposal.Approval,
        ProposedBy = one.Proposal.By,
        FourEyes = one.Proposal.FourEyes,
        Standing = one.Standing,
        Ending = one.Ending,
        Lane = one.Proposal.Lane,
        ProposedAt = one.ProposedAt,
        ChangedAt = one.ChangedAt,
        Verdict = one.Verdict,
        Reason = one.Reason,
        Event = one.Proposal.Event,
        TraceParent = one.TraceParent,
        Actions = one.Proposal.Actions,
        Records = one.Records,
        Position = one.Position,
        AsOf = asOf,
    };
}
