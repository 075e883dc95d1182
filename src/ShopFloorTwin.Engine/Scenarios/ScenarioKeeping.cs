using System.Security.Cryptography;
using System.Text;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Scenarios;

/// <summary>A scenario to be kept.</summary>
/// <param name="Name">In its owner's words.</param>
/// <param name="Note">Why.</param>
/// <param name="Owner">Id of the key it is kept with.</param>
/// <param name="Edits">As given, a JSON list of at least one edit that can be read.</param>
/// <param name="ExpiresAt">Null: in 30 days.</param>
/// <param name="Mark">What makes it the same one when it is kept again; null: it is another one.</param>
public sealed record ScenarioDraft(string Name, string? Note, string Owner, ReadOnlyMemory<byte> Edits, DateTimeOffset? ExpiresAt, string? Mark);

/// <summary>A kept scenario and how it reads on the present floor.</summary>
public sealed record KeptScenario(StoredScenario Stored, KeptReading Reading, ScenarioDifference Difference, long Position, DateTimeOffset AsOf);

/// <summary>The decisions a scenario was committed as.</summary>
/// <param name="CommittedAt">For the first time.</param>
/// <param name="Decisions">As they stand; one that was closed long ago is in the journal alone.</param>
/// <param name="Position">Of the journal.</param>
public sealed record CommittedScenario(DateTimeOffset CommittedAt, IReadOnlyList<CommittedDecision> Decisions, long Position);

/// <summary>A decision that edits were proposed as.</summary>
public sealed record CommittedDecision(string Id, string Subject, string Title, DecisionState State);

/// <summary>
/// Keeps, reads, re-bases and commits scenarios, with any engine. The id of one kept under a mark follows from it, and the ids of the
/// decisions it comes to follow from its own: what is said again, or broke off in between, is done once.
/// </summary>
public sealed class ScenarioKeeping(IScenarios store, TimeProvider clock)
{
    private const int DaysDefault = 30;

    /// <summary>Null when there is none, or it has expired.</summary>
    public ValueTask<StoredScenario?> FindAsync(string site, string id, CancellationToken cancellation) => store.FindAsync(site, id, clock.GetUtcNow(), cancellation);

    /// <inheritdoc cref="IScenarios.ListAsync"/>
    public ValueTask<IReadOnlyList<StoredScenario>> ListAsync(string site, string? owner, long? before, int limit, CancellationToken cancellation) =>
        store.ListAsync(site, owner, before, limit, clock.GetUtcNow(), cancellation);

    /// <inheritdoc cref="IScenarios.RemoveAsync"/>
    public ValueTask<bool> RemoveAsync(string site, string id, CancellationToken cancellation) => store.RemoveAsync(site, id, cancellation);

    /// <summary>Keeps a scenario whose edits fit the present floor; one kept before under the same mark stays as it is.</summary>
    /// <exception cref="ScenarioException">It does not fit, or there is no room.</exception>
    public async ValueTask<KeptScenario> KeepAsync(ISiteTwin twin, ScenarioDraft draft, CancellationToken cancellation)
    {
        var answer = await twin.ReadKeptAsync(new KeptQuestion([EditsOf(draft.Edits)]), draft.Owner, cancellation);
        if (answer.Items[0].Base is not { } found)
            throw new ScenarioException(ScenarioFault.DoesNotFit, "The edits do not fit the floor.", answer.Items[0].Problems);
        var now = clock.GetUtcNow();
        var stored = new StoredScenario(
            0, twin.Site, IdOf(twin.Site, draft), draft.Name, draft.Owner, draft.Note, draft.Edits, found.Position, found.Write(),
            now, now, draft.ExpiresAt ?? now.AddDays(DaysDefault), null, 1);
        return await store.AddAsync(stored, now, cancellation) switch
        {
            ScenarioAdd.Added => Kept(stored, answer.Items[0], answer),
            ScenarioAdd.Known when await FindAsync(twin.Site, stored.Id, cancellation) is { } known => (await ReadAsync(twin, [known], draft.Owner, cancellation))[0],
            ScenarioAdd.Known => throw Meanwhile(stored),
            ScenarioAdd.OwnerFull => throw new ScenarioException(ScenarioFault.NoRoom, $"{Limits.KeptScenariosPerOwner} scenarios of the site are kept with this key, which is the limit. Delete one."),
            _ => throw new ScenarioException(ScenarioFault.NoRoom, $"The site keeps {Limits.KeptScenarios} scenarios, or {Limits.KeptScenarioBytes} bytes of them, which is the limit. Delete one."),
        };
    }

    /// <summary>Scenarios on the present floor, one floor for all of them.</summary>
    public async ValueTask<IReadOnlyList<KeptScenario>> ReadAsync(ISiteTwin twin, IReadOnlyList<StoredScenario> stored, string caller, CancellationToken cancellation)
    {
        var answer = await twin.ReadKeptAsync(new KeptQuestion([.. stored.Select(one => EditsOf(one.Edits))]), caller, cancellation);
        return [.. stored.Zip(answer.Items, (one, reading) => Kept(one, reading, answer))];
    }

    /// <summary>Has a scenario rest on the present floor.</summary>
    /// <exception cref="ScenarioException">It does not fit, or is committed.</exception>
    public async ValueTask<KeptScenario> RebaseAsync(ISiteTwin twin, StoredScenario stored, string caller, CancellationToken cancellation)
    {
        if (stored.CommittedAt is not null)
            throw new ScenarioException(ScenarioFault.NotNow, $"Scenario {stored.Id} is committed: keep its edits as another one.");
        var answer = await twin.ReadKeptAsync(new KeptQuestion([EditsOf(stored.Edits)]), caller, cancellation);
        if (answer.Items[0].Base is not { } found)
            throw Stale(Kept(stored, answer.Items[0], answer));
        var changed = stored with { Position = found.Position, Base = found.Write(), ChangedAt = clock.GetUtcNow() };
        if (!await store.ChangeAsync(changed, cancellation))
            throw Meanwhile(stored);
        return Kept(changed, answer.Items[0], answer);
    }

    /// <summary>Proposes the edits as decisions, all or none; once, however often it is said.</summary>
    /// <param name="twin">Takes them.</param>
    /// <param name="stored">The scenario.</param>
    /// <param name="caller">Who commits.</param>
    /// <param name="now">By the site's clock.</param>
    /// <param name="traceParent">W3C trace context of the word, where there is one.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ScenarioException">It is stale, or an edit cannot be decided, or a decision is in the way.</exception>
    public async ValueTask<CommittedScenario> CommitAsync(ISiteTwin twin, StoredScenario stored, string caller, DateTimeOffset now, string? traceParent, CancellationToken cancellation)
    {
        var then = ScenarioBase.Read(stored.Base.Span);
        if (stored.CommittedAt is { } before)
            return new CommittedScenario(before, await StandingAsync(twin, then.Decisions, cancellation), (await twin.HealthAsync(cancellation)).JournalPosition);
        var answer = await twin.ReadKeptAsync(new KeptQuestion([EditsOf(stored.Edits)], new ScenarioName(stored.Id, stored.Name, stored.Note, caller)), caller, cancellation);
        var kept = Kept(stored, answer.Items[0], answer);
        if (kept.Difference.Matters)
            throw Stale(kept);
        var drafted = answer.Items[0].Decisions!;
        if (drafted.Problems.Count > 0)
            throw new ScenarioException(ScenarioFault.NotDecidable, "Nothing was proposed: not every edit can become a decision.", drafted.Problems);
        var position = await ProposeAsync(twin, drafted.Decisions, now, traceParent, cancellation);
        var committed = stored with { CommittedAt = clock.GetUtcNow(), ChangedAt = clock.GetUtcNow(), Base = (then with { Decisions = [.. drafted.Decisions.Select(one => one.Id)] }).Write() };
        if (!await store.ChangeAsync(committed, cancellation))
            throw Meanwhile(stored);
        return new CommittedScenario(committed.CommittedAt.Value, [.. drafted.Decisions.Select(one => new CommittedDecision(one.Id, one.Proposal.Subject, one.Proposal.Title, DecisionState.Proposed))], position);
    }

    /// <summary>All in one batch. One that was proposed before is a duplicate, and stands as it does.</summary>
    private static async ValueTask<long> ProposeAsync(ISiteTwin twin, IReadOnlyList<EditDecision> decisions, DateTimeOffset now, string? traceParent, CancellationToken cancellation)
    {
        var result = await twin.AcceptAsync([.. decisions.Select(one => OwnEvents.Make(now, new DecisionProposedData(one.Proposal) { Entity = one.Id }, traceParent))], cancellation);
        return result.Outcomes.FirstOrDefault(outcome => outcome.Refusal is not null).Refusal is { } refusal ? throw new ScenarioException(ScenarioFault.NotNow, refusal.Detail) : result.Position;
    }

    private static async ValueTask<IReadOnlyList<CommittedDecision>> StandingAsync(ISiteTwin twin, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var standing = new List<CommittedDecision>();
        foreach (var id in ids)
        {
            if (await twin.DecisionAsync(id, cancellation) is { } decision)
                standing.Add(new CommittedDecision(id, decision.Subject, decision.Title, decision.State));
        }
        return standing;
    }

    private static KeptScenario Kept(StoredScenario stored, KeptReading reading, KeptAnswer answer) =>
        new(stored, reading, ScenarioDrift.Between(ScenarioBase.Read(stored.Base.Span), reading, answer.Position), answer.Position, answer.AsOf);

    private static ScenarioException Stale(KeptScenario kept) => new(
        ScenarioFault.Stale, $"{kept.Difference.Text} Look at scenario {kept.Stored.Id} again, and re-base it on the present floor.", kept.Difference.Problems, kept.Difference);

    private static ScenarioException Meanwhile(StoredScenario stored) => new(ScenarioFault.NotNow, $"Scenario {stored.Id} was changed or deleted meanwhile: look at it again.");

    private static IReadOnlyList<Edit> EditsOf(ReadOnlyMemory<byte> edits)
    {
        var reading = EditReader.Read(edits.Span);
        return reading.Edits ?? throw new ScenarioException(ScenarioFault.DoesNotFit, "The edits cannot be read.", reading.Problems);
    }

    private static string IdOf(string site, ScenarioDraft draft) => "S-" + (draft.Mark is { } mark
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{site}\n{draft.Owner}\n{mark}")))[..16]
        : RandomNumberGenerator.GetHexString(16, lowercase: true));
}
