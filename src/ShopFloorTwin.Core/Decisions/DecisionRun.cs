using System.Collections.Immutable;
using ShopFloorTwin.Core.Decisions.Rules;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>What one look at a picture leads to.</summary>
/// <param name="Events">Own events for the site's journal, in order; they belong into one batch.</param>
/// <param name="Memory">For the next look.</param>
public readonly record struct DecisionResult(IReadOnlyList<CloudEvent> Events, DecisionMemory Memory);

/// <summary>
/// From a picture, the open decisions in it and the rules to what is to be said now: proposals, revisions, withdrawals, and the
/// approvals that rules give themselves. Pure; the same picture and memory give the same events with the same ids.
/// </summary>
public static class DecisionRun
{
    /// <param name="picture">Twins (with the decisions so far), forecast and risks of one position.</param>
    /// <param name="rules">Of the site.</param>
    /// <param name="memory">From the look before; <see cref="DecisionMemory.Empty"/> for the first one.</param>
    /// <param name="traceOf">The trace context of an event by its id, where one is known: a proposal goes on with that of its root.</param>
    public static DecisionResult Next(SitePicture picture, DecisionRules rules, DecisionMemory memory, Func<string, string?>? traceOf = null)
    {
        var look = new Look(picture);
        var conditions = AllRules.Conditions(look, rules);
        memory = memory.After(conditions.Keys, look.Open.Keys, look.Now);
        var words = new DecisionWords(look, rules, traceOf);
        foreach (var decision in look.Open.Values.OrderBy(one => one.Position).ThenBy(one => one.Id, StringComparer.Ordinal))
        {
            words.GoOn(decision);
            if (!decision.Standing || decision.Proposal.Rule == DecisionRules.Manual)
                continue;
            if (conditions.TryGetValue(decision.Key, out var condition))
                words.Revise(decision, condition);
            else if (memory.IsGone(decision.Key, rules[decision.Proposal.Rule].ClearMinutes, look.Now) || !rules[decision.Proposal.Rule].Enabled)
                words.Withdraw(decision);
        }
        foreach (var condition in Due(look, rules, memory, conditions.Values))
            words.Propose(condition);
        return new DecisionResult(words.Events, memory);
    }

    /// <summary>Conditions that have lasted and may be proposed, the worst of each rule up to its limit.</summary>
    private static IEnumerable<Condition> Due(Look look, DecisionRules rules, DecisionMemory memory, IEnumerable<Condition> conditions)
    {
        var open = look.Open.Keys.CountBy(key => key.Rule).ToDictionary();
        foreach (var condition in conditions.OrderByDescending(one => one.Severity).ThenBy(one => one.Subject, StringComparer.Ordinal))
        {
            var settings = rules[condition.Rule];
            var since = condition.Since ?? memory.SeenSince(condition.Key) ?? look.Now;
            var count = open.GetValueOrDefault(condition.Rule);
            if (look.Open.ContainsKey(condition.Key) || look.Now - since < TimeSpan.FromMinutes(settings.HoldMinutes)
                || count >= Math.Min(settings.MaxOpen, Limits.OpenDecisionsPerRule)
                || (look.LastClosed.TryGetValue(condition.Key, out var closed) && look.Now - closed < TimeSpan.FromMinutes(settings.RepeatMinutes)))
                continue;
            open[condition.Rule] = count + 1;
            yield return condition;
        }
    }
}

/// <summary>Since when conditions are there without a break, and since when those of open decisions are gone. Forgotten at a restart, which only makes them wait again.</summary>
public sealed record DecisionMemory
{
    private DecisionMemory(ImmutableDictionary<(string, string), DateTimeOffset> seen, ImmutableDictionary<(string, string), DateTimeOffset> gone) =>
        (Seen, Gone) = (seen, gone);

    public static DecisionMemory Empty { get; } = new(ImmutableDictionary<(string, string), DateTimeOffset>.Empty, ImmutableDictionary<(string, string), DateTimeOffset>.Empty);

    private ImmutableDictionary<(string, string), DateTimeOffset> Seen { get; }
    private ImmutableDictionary<(string, string), DateTimeOffset> Gone { get; }

    internal DateTimeOffset? SeenSince((string, string) key) => Seen.TryGetValue(key, out var since) ? since : null;

    internal bool IsGone((string, string) key, double minutes, DateTimeOffset now) =>
        Gone.TryGetValue(key, out var since) && now - since >= TimeSpan.FromMinutes(minutes);

    internal DecisionMemory After(IReadOnlyCollection<(string, string)> conditions, IEnumerable<(string, string)> open, DateTimeOffset now)
    {
        var there = conditions.ToHashSet();
        return new DecisionMemory(
            conditions.ToImmutableDictionary(key => key, key => Seen.GetValueOrDefault(key, now)),
            open.Where(key => !there.Contains(key)).ToImmutableDictionary(key => key, key => Gone.GetValueOrDefault(key, now)));
    }
}
