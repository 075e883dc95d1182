using ShopFloorTwin.Core;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>One look at what is due: the marks it makes under its lease, and whether Odoo turned out to be away.</summary>
internal sealed class WriterRound(IIntents intents, WriterLease lease, OdooWriterOptions options, TimeProvider time, Action<string> passed)
{
    /// <summary>How long nothing is worth trying; null: Odoo answers.</summary>
    public TimeSpan? Away { get; private set; }

    /// <summary>What was marked.</summary>
    public int Marks { get; private set; }

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A place where a process may die: tests let it.</summary>
    public void Pass(string step) => passed(step);

    /// <summary>A call is about to go out.</summary>
    public async ValueTask<IReadOnlyList<StoredIntent>> FlyAsync(IReadOnlyList<StoredIntent> flying, Func<StoredIntent, ErpResult?>? result = null)
    {
        var begun = flying.Select(one => one with { State = IntentState.Flying, Attempts = one.Attempts + 1 }).ToList();
        await MarkAsync(begun.Select(one => Mark(one, IntentState.Flying, null, result?.Invoke(one))));
        Pass("flying");
        return begun;
    }

    public async ValueTask WrittenAsync(IReadOnlyList<(StoredIntent Intent, ErpResult Result)> written)
    {
        await MarkAsync(written.Select(one => Mark(one.Intent, IntentState.Written, null, one.Result)));
        Pass("written");
    }

    public async ValueTask ConfirmedAsync(IEnumerable<(StoredIntent Intent, ErpResult? Result, string? Note)> confirmed)
    {
        await MarkAsync(confirmed.Select(one => Mark(one.Intent, IntentState.Confirmed, one.Note, one.Result)));
        Pass("confirmed");
    }

    public async ValueTask ParkAsync(StoredIntent intent, string reason)
    {
        await MarkAsync([Mark(intent, IntentState.Parked, reason)]);
        Pass("parked");
    }

    /// <summary>What an answer that is not done means for what was sent: again later, at most so often; or never.</summary>
    public async ValueTask NotDoneAsync(IReadOnlyList<StoredIntent> sent, OdooAnswer answer)
    {
        var reason = $"{answer.Outcome}: {answer.Message}";
        if (answer.Outcome.IsFinal())
        {
            foreach (var one in sent)
                await ParkAsync(one, reason);
            return;
        }
        if (answer.Outcome.IsOutage())
            Away = answer.RetryAfter ?? Wait(sent[0].Attempts);
        var isUnknown = answer.Outcome == OdooOutcome.Unknown;
        foreach (var one in sent.Where(one => !answer.Outcome.IsOutage() && one.Attempts >= Limits.OdooWriteAttempts))
            await ParkAsync(one, $"{reason} (tried {one.Attempts} times)");
        await MarkAsync(sent.Where(one => answer.Outcome.IsOutage() || one.Attempts < Limits.OdooWriteAttempts).Select(one =>
        {
            var wait = isUnknown ? options.Settle : answer.RetryAfter ?? Wait(one.Attempts);
            // A call that surely was not done leaves what flew before as it was: that one may have been.
            var attempts = answer.Outcome.IsOutage() ? one.Attempts - 1 : one.Attempts;
            var state = one.State == IntentState.Written ? IntentState.Written : isUnknown || one.Attempts > 1 ? IntentState.Flying : IntentState.Waiting;
            return new IntentMark(one.Intent.Id, state, attempts, Now + wait, null, reason, Now);
        }));
        Pass("later");
    }

    /// <summary>Nothing was sent for it, for Odoo could not be read.</summary>
    public ValueTask UnreadableAsync(IReadOnlyList<StoredIntent> waiting, OdooOutcome outcome, string message) =>
        NotSentAsync(waiting, OdooAnswer.NotDone(outcome, message));

    /// <summary>Nothing was sent: the answer is that of a look.</summary>
    public async ValueTask NotSentAsync(IReadOnlyList<StoredIntent> waiting, OdooAnswer answer)
    {
        if (answer.Outcome.IsFinal())
        {
            foreach (var one in waiting)
                await ParkAsync(one, $"{answer.Outcome}: {answer.Message}");
            return;
        }
        var wait = answer.RetryAfter ?? options.FirstWait;
        Away = wait;
        await MarkAsync(waiting.Select(one => new IntentMark(one.Intent.Id, one.State, one.Attempts, Now + wait, null, $"{answer.Outcome}: {answer.Message}", Now)));
    }

    private IntentMark Mark(StoredIntent one, IntentState state, string? reason, ErpResult? result = null) =>
        new(one.Intent.Id, state, one.Attempts, Now, result?.ToJson(), reason, Now);

    private async ValueTask MarkAsync(IEnumerable<IntentMark> marks)
    {
        var all = marks.ToList();
        if (all.Count == 0)
            return;
        await intents.MarkAsync(lease, all, CancellationToken.None);
        Marks += all.Count;
    }

    private TimeSpan Wait(int attempts)
    {
        var wait = options.FirstWait * Math.Pow(2, Math.Min(attempts, 16));
        return wait < options.LongestWait ? wait : options.LongestWait;
    }
}
