namespace ShopFloorTwin.Storage;

/// <summary>
/// The writes into an ERP that must happen exactly once in effect. An intent is durable before anything is sent; every step of it
/// is marked under the lease of the one writer of its instance, so that a writer that was replaced can mark nothing any more.
/// </summary>
public interface IIntents
{
    /// <summary>
    /// Takes the right to write for an instance, or keeps it: a holder's own lease is renewed with the same token, one that ran out
    /// goes to whoever asks, with a higher token.
    /// </summary>
    /// <returns>Null while somebody else has it.</returns>
    ValueTask<WriterLease?> TakeAsync(string instance, string holder, DateTimeOffset now, TimeSpan life, CancellationToken cancellation);

    /// <summary>Gives the lease back, so that the next writer need not wait. A lease that was lost is left alone.</summary>
    ValueTask ReleaseAsync(WriterLease lease, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Adds what is not there yet, by id, in one transaction. A new intent with <see cref="Intent.Replaces"/> takes the place of those
    /// with the same mark that wait and were never tried. One that was dropped waits again.
    /// </summary>
    /// <returns>How many wait now that did not before.</returns>
    ValueTask<int> AddAsync(IReadOnlyList<Intent> intents, CancellationToken cancellation);

    /// <summary>What may be done now, most urgent lane first, oldest first: of each record only the oldest one that is not finished.</summary>
    ValueTask<IReadOnlyList<StoredIntent>> DueAsync(string instance, DateTimeOffset now, int lanes, int limit, CancellationToken cancellation);

    /// <summary>Those of the record behind a number that wait, oldest first.</summary>
    ValueTask<IReadOnlyList<StoredIntent>> BehindAsync(string instance, string record, long number, CancellationToken cancellation);

    /// <summary>All of a decision, oldest first.</summary>
    ValueTask<IReadOnlyList<StoredIntent>> OfDecisionAsync(string instance, string site, string decision, CancellationToken cancellation);

    /// <summary>Decisions of a site of which something waits that was never tried.</summary>
    ValueTask<IReadOnlyList<string>> UntriedAsync(string instance, string site, CancellationToken cancellation);

    /// <summary>Marks a step of each, all or none.</summary>
    /// <exception cref="LeaseLostException">Another writer has the instance.</exception>
    ValueTask MarkAsync(WriterLease lease, IReadOnlyList<IntentMark> marks, CancellationToken cancellation);

    /// <summary>Has a decision's parked intents tried again.</summary>
    ValueTask<int> ReopenAsync(string instance, string site, string decision, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Drops those of a decision that were never tried, and those that are parked.</summary>
    ValueTask<int> CancelAsync(string instance, string site, string decision, CancellationToken cancellation);

    /// <summary>What waits, and since when.</summary>
    ValueTask<IntentBacklog> BacklogAsync(string instance, CancellationToken cancellation);

    /// <summary>Finished ones of an instance, newest first: what was written.</summary>
    ValueTask<IReadOnlyList<StoredIntent>> ConfirmedAsync(string instance, long? before, int limit, CancellationToken cancellation);

    /// <summary>Forgets what was finished before the instant.</summary>
    ValueTask<int> PruneAsync(string instance, DateTimeOffset finishedBefore, CancellationToken cancellation);
}

/// <summary>Where an intent is.</summary>
public enum IntentState
{
    /// <summary>Nothing was sent, or nothing that was sent was done.</summary>
    Waiting = 0,

    /// <summary>A call may be on its way or may have been carried out: it is looked for before it is made again.</summary>
    Flying = 1,

    /// <summary>The ERP said done; not read back yet.</summary>
    Written = 2,
    Confirmed = 3,

    /// <summary>Refused for good; waits for a person.</summary>
    Parked = 4,

    /// <summary>A newer one took its place before it was tried.</summary>
    Replaced = 5,

    /// <summary>Dropped before it was tried.</summary>
    Cancelled = 6,
}

/// <summary>A write that is to happen once.</summary>
/// <param name="Id">Unique; travels to the ERP where that can keep it.</param>
/// <param name="Instance">The ERP.</param>
/// <param name="Site">Of the decision.</param>
/// <param name="Decision">Its id.</param>
/// <param name="Lane">0 goes first.</param>
/// <param name="Record">What is written to; never two at once, and in order.</param>
/// <param name="Replaces">Waiting ones of the same mark give way to it; null: none.</param>
/// <param name="Content">The write, as the writer reads it.</param>
/// <param name="CreatedAt">When it was decided.</param>
public sealed record Intent(
    string Id, string Instance, string Site, string Decision, int Lane, string Record, string? Replaces, ReadOnlyMemory<byte> Content, DateTimeOffset CreatedAt);

/// <summary>An intent as kept.</summary>
/// <param name="Number">Place in the order they came in.</param>
/// <param name="Intent">The intent.</param>
/// <param name="State">Where it is.</param>
/// <param name="Attempts">Calls begun.</param>
/// <param name="DueAt">Not before then.</param>
/// <param name="Result">What the writer noted.</param>
/// <param name="Reason">Why it waits, is parked or was replaced.</param>
/// <param name="ChangedAt">Of the last mark.</param>
public sealed record StoredIntent(
    long Number, Intent Intent, IntentState State, int Attempts, DateTimeOffset DueAt, ReadOnlyMemory<byte> Result, string? Reason, DateTimeOffset ChangedAt);

/// <summary>One step of an intent. <paramref name="Result"/> null leaves what is noted.</summary>
public sealed record IntentMark(string Id, IntentState State, int Attempts, DateTimeOffset DueAt, ReadOnlyMemory<byte>? Result, string? Reason, DateTimeOffset At);

/// <summary>What waits for an ERP.</summary>
/// <param name="Waiting">Not finished.</param>
/// <param name="Parked">Waiting for a person.</param>
/// <param name="Since">When the oldest unfinished one was decided; null: none waits.</param>
/// <param name="Reason">Why that one waits, where it was tried.</param>
public sealed record IntentBacklog(long Waiting, long Parked, DateTimeOffset? Since, string? Reason);

/// <summary>The right to write for an instance. A higher token takes it from a lower one.</summary>
public sealed record WriterLease(string Instance, string Holder, long Token, DateTimeOffset Until);

/// <summary>Another writer took the instance over: stop at once, mark nothing.</summary>
public sealed class LeaseLostException(string message) : Exception(message);
