using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>
/// Between a site's decisions and an Odoo's intents: what is approved becomes intents, and what became of those is said in the
/// site's journal. Looks at both sides, so a stop between any two steps loses nothing; and before the writer may go on, intents whose
/// decision came to nothing meanwhile are dropped. Not safe for concurrent use.
/// </summary>
public sealed class DecisionPump(string instance, IIntents intents, TimeProvider time)
{
    private static readonly DecisionQuery UnderWay = new() { States = [DecisionState.Approved, DecisionState.Queued, DecisionState.Written], Limit = Core.Limits.PageItemsMax };
    private const string Writer = "writer";

    /// <summary>Sites whose untried intents all belong to decisions that were queued: what was said since was taken.</summary>
    private readonly HashSet<string> _sound = new(StringComparer.Ordinal);

    /// <summary>Looks at a site's decisions that are under way.</summary>
    /// <returns>How many words were said.</returns>
    public async ValueTask<int> RunOnceAsync(ISiteTwin site, CancellationToken cancellation)
    {
        if (!_sound.Contains(site.Site))
            await DropAsync(site, cancellation);
        var said = new List<CloudEvent>();
        var page = await site.DecisionsAsync(UnderWay, cancellation);
        // The oldest first: what was decided first is written first.
        foreach (var decision in page.Items.OrderBy(one => one.ChangedAt))
        {
            if (decision.State == DecisionState.Approved)
                _sound.Remove(site.Site);
            var word = decision.State == DecisionState.Approved
                ? await QueueAsync(site.Site, decision, cancellation)
                : Progress(decision, await intents.OfDecisionAsync(instance, site.Site, decision.Id, cancellation));
            if (word is not null)
                said.Add(OwnEvents.Make(decision.AsOf, word with { Entity = decision.Id }));
        }
        if (said.Count == 0)
            return 0;
        var taken = await site.AcceptAsync(said, cancellation);
        if (taken.Outcomes.Any(outcome => outcome.Kind == OutcomeKind.Refused))
            await DropAsync(site, cancellation);
        else
            _sound.Add(site.Site);
        return said.Count;
    }

    /// <summary>Drops what was never tried of decisions that are not under way any more, or are ended: a stop, or a refused word, left it.</summary>
    private async ValueTask DropAsync(ISiteTwin site, CancellationToken cancellation)
    {
        await site.CatchUpAsync(cancellation);
        foreach (var id in await intents.UntriedAsync(instance, site.Site, cancellation))
        {
            if (await site.DecisionAsync(id, cancellation) is not { State: DecisionState.Queued or DecisionState.Written } and not { State: DecisionState.Approved, Ending: false })
                await intents.CancelAsync(instance, site.Site, id, cancellation);
        }
        _sound.Add(site.Site);
    }

    private async ValueTask<DecisionWordData?> QueueAsync(string site, DecisionView decision, CancellationToken cancellation)
    {
        if (!decision.Actions.Any(action => action.IsForErp))
            return null;
        if (decision.Ending)
            await intents.CancelAsync(instance, site, decision.Id, cancellation);
        await intents.AddAsync(DecisionIntents.Of(instance, site, decision), cancellation);
        await intents.ReopenAsync(instance, site, decision.Id, time.GetUtcNow(), cancellation);
        return Word(DecisionWord.Queued, decision, null, []);
    }

    /// <summary>What there is to say of a queued decision; null: it goes on.</summary>
    private static DecisionWordData? Progress(DecisionView decision, IReadOnlyList<StoredIntent> all)
    {
        var live = all.Where(one => one.State is not (IntentState.Replaced or IntentState.Cancelled)).ToList();
        if (live.Exists(one => one.State is IntentState.Waiting or IntentState.Flying))
            return null;
        var records = live.Select(one => (ErpWrite.Of(one.Intent.Content), Result: ErpResult.Of(one.Result))).Where(one => one.Result is { Id: > 0 })
            .Select(one => new ErpRecord(Name(one.Item1.Action.Kind), one.Result!.Model, one.Result.Id)).Distinct().ToList();
        if (live.Exists(one => one.State == IntentState.Written))
            return decision.State == DecisionState.Queued ? Word(DecisionWord.Written, decision, null, records) : null;
        var parked = live.Where(one => one.State == IntentState.Parked).ToList();
        return parked.Count > 0
            ? Word(DecisionWord.Parked, decision, string.Join(' ', parked.Select(one => one.Reason).Distinct()), records)
            : Word(DecisionWord.Confirmed, decision, live.Count > 0 && live.TrueForAll(one => one.Reason is not null) ? live[^1].Reason : null, records);
    }

    private static DecisionWordData Word(DecisionWord word, DecisionView decision, string? text, IReadOnlyList<ErpRecord> records) =>
        new(word, decision.Revision, Writer, text, [.. records]) { Entity = decision.Id };

    private static string Name(ActionKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
