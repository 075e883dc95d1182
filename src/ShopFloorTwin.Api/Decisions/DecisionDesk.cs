using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Decisions;

/// <summary>
/// Takes what people say of decisions into the site's journal. Said twice it is one word: its identity is the decision, the word
/// and the revision; of two that contradict each other the first one holds.
/// </summary>
internal sealed class DecisionDesk(Twins twins, KeyRing keys, RememberedAnswers answers, ApiOptions options)
{
    public async Task<DecisionAnswer> SayAsync(string site, string id, DecisionWord word, HttpContext context, CancellationToken cancellation)
    {
        var twin = await twins.FindAsync(site, cancellation);
        var body = await RequestBody.ReadAsync(context, Limits.DecisionBodyBytes, cancellation);
        return await answers.OnceAsync(context, body, async () =>
        {
            var verdict = body.IsEmpty ? new DecisionVerdict(null, null) : JsonBody.Parse(body, ApiJson.Default.DecisionVerdict);
            CheckText(verdict.Note);
            var decision = await twin.DecisionAsync(id, cancellation) ?? throw Problems.Unknown("decision", id);
            var caller = Caller.Of(context.User);
            if (!caller.HasAny([decision.Approval ?? Roles.Planner, Roles.Approver, Roles.Admin]))
                throw new ProblemException(Problems.Forbidden with { Detail = $"Decision {id} is decided by the role {decision.Approval ?? Roles.Planner}, an approver or an admin." });
            if (word == DecisionWord.Withdrawn && (decision.State is not (DecisionState.Proposed or DecisionState.Approved) || decision.Records.Count > 0))
                throw Problems.NotNow($"decision {id} is in the ERP, or on its way there: it ends when its reason is gone");
            // A key that replaces another one, under the same name, is the same person's. That one and the same key is refused, the site itself sees to.
            if (word == DecisionWord.Approved && decision is { FourEyes: true, ProposedBy: { } proposer } && await keys.AreOfOneAsync(proposer, caller.KeyId, cancellation))
                throw Problems.FourEyes($"decision {id} was proposed by {proposer}, a key of the same name: somebody else approves it");
            var revision = verdict.Revision ?? decision.Revision;
            var said = new DecisionWordData(word, revision, caller.KeyId, verdict.Note, []) { Entity = id };
            var position = await AcceptAsync(twin, OwnEvents.Make(await twins.NowAsync(twin, cancellation), said, Correlation.TraceParent), cancellation);
            var state = word switch { DecisionWord.Rejected => DecisionState.Rejected, DecisionWord.Withdrawn => DecisionState.Withdrawn, _ => DecisionState.Approved };
            return Answer(site, id, state, word == DecisionWord.Retried ? revision + 1 : revision, position);
        });
    }

    public async Task<DecisionAnswer> ProposeAsync(string site, HttpContext context, CancellationToken cancellation)
    {
        var twin = await twins.FindAsync(site, cancellation);
        var body = await RequestBody.ReadAsync(context, Limits.DecisionBodyBytes, cancellation);
        return await answers.OnceAsync(context, body, async () =>
        {
            var wanted = JsonBody.Parse(body, ApiJson.Default.NewDecision);
            CheckText(wanted.Note);
            if (wanted.Subject is null || wanted.Action is not { } action)
                throw Problems.MalformedBody("'subject' and 'action' are needed.");
            var proposal = await twin.DraftAsync(new ManualWish(wanted.Subject, action, wanted.Values ?? [], wanted.Note, Caller.Of(context.User).KeyId), cancellation);
            var mark = IdempotencyKey.Of(context.Request) ?? (await twin.HealthAsync(cancellation)).JournalPosition.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var id = "D-" + Convert.ToHexStringLower(SHA256.HashData(
                Encoding.UTF8.GetBytes($"{site}\n{Caller.Of(context.User).KeyId}\n{proposal.Subject}\n{mark}")))[..16];
            var position = await AcceptAsync(
                twin, OwnEvents.Make(await twins.NowAsync(twin, cancellation), new DecisionProposedData(proposal) { Entity = id }, Correlation.TraceParent), cancellation);
            return Answer(site, id, DecisionState.Proposed, 1, position);
        });
    }

    private DecisionAnswer Answer(string site, string id, DecisionState state, int revision, long position)
    {
        var erp = options.ErpOf(site);
        return new DecisionAnswer(id, state, revision, position, erp, erp is null ? "No ERP is configured for this site: what is approved is written nowhere: withdraw it when it is done." : null);
    }

    private static async ValueTask<long> AcceptAsync(ISiteTwin twin, CloudEvent said, CancellationToken cancellation)
    {
        var result = await twin.AcceptAsync([said], cancellation);
        return result.Outcomes[0].Refusal is { } refusal ? throw (refusal.Type == Refusal.FourEyes ? Problems.FourEyes(refusal.Detail) : Problems.NotNow(refusal.Detail)) : result.Outcomes[0].Position;
    }

    private static void CheckText(string? note)
    {
        if (note?.Length > Limits.TextChars)
            throw Problems.MalformedBody($"'note' has at most {Limits.TextChars} characters.");
    }
}
