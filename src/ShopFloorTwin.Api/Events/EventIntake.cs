using Microsoft.Extensions.Logging;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Intake;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Events;

/// <summary>
/// The way of events from a body into the site: what could be read is offered to the twin, what was refused by either goes to the
/// quarantine, whole. Accepted events are durable before the answer; a failure on the way leaves nothing that a repetition could double.
/// </summary>
internal sealed partial class EventIntake(IQuarantine quarantine, ApiOptions options, TimeProvider clock, ILogger<EventIntake> log)
{
    public async ValueTask<EventsAnswer> TakeAsync(ISiteTwin twin, IReadOnlyList<BatchItem> events, CancellationToken cancellation)
    {
        var (answer, refused) = await OfferAsync(twin, events, cancellation);
        if (refused.Count == 0)
            return answer;
        var kept = await quarantine.AddAsync(twin.Site, refused, cancellation);
        if (kept < refused.Count)
            QuarantineFull(twin.Site, refused.Count - kept);
        return answer;
    }

    /// <summary>Offers an event of the quarantine again; when it is refused again, it stays where it is.</summary>
    public async ValueTask<EventsAnswer> ReplayAsync(ISiteTwin twin, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        (await OfferAsync(twin, [new BatchItem(0, EventReader.Read(body), body)], cancellation)).Answer;

    private async ValueTask<(EventsAnswer Answer, List<QuarantineEntry> Refused)> OfferAsync(
        ISiteTwin twin, IReadOnlyList<BatchItem> events, CancellationToken cancellation)
    {
        var now = await NowAsync(twin, events, cancellation);
        var refusals = new Refusal?[events.Count];
        var offered = new List<CloudEvent>(events.Count);
        var traceParent = Correlation.TraceParent;
        for (var i = 0; i < events.Count; i++)
        {
            var reading = events[i].Reading;
            refusals[i] = reading.Refusal ?? OwnEvents.Check(reading.Event!) ?? EventTimes.Check(reading.Event!.Time, now, options.JournalClock);
            if (refusals[i] is null)
                offered.Add(reading.Event!.TraceParent is null ? reading.Event with { TraceParent = traceParent } : reading.Event);
        }

        var result = offered.Count > 0
            ? await twin.AcceptAsync(offered, cancellation)
            : new IntakeResult([], (await twin.HealthAsync(cancellation)).JournalPosition);
        return Sum(events, refusals, result);
    }

    private (EventsAnswer Answer, List<QuarantineEntry> Refused) Sum(IReadOnlyList<BatchItem> events, Refusal?[] refusals, IntakeResult result)
    {
        var (accepted, duplicates, next) = (0, 0, 0);
        var rejected = new List<RejectedEvent>();
        var kept = new List<QuarantineEntry>();
        var receivedAt = clock.GetUtcNow();
        for (var i = 0; i < events.Count; i++)
        {
            if ((refusals[i] ?? Count(result.Outcomes[next++], ref accepted, ref duplicates)) is not { } refusal)
                continue;
            var id = events[i].Reading.EventId;
            rejected.Add(new RejectedEvent(events[i].Index, id, refusal.Type, refusal.Detail));
            kept.Add(new QuarantineEntry(receivedAt, id, refusal.Type, refusal.Detail, events[i].Raw));
        }
        return (new EventsAnswer(accepted, duplicates, rejected, result.Position), kept);
    }

    private static Refusal? Count(EventOutcome outcome, ref int accepted, ref int duplicates)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Accepted:
                accepted++;
                return null;
            case OutcomeKind.Duplicate:
                duplicates++;
                return null;
            default:
                return outcome.Refusal!;
        }
    }

    /// <summary>The wall clock; on the journal's clock, the site's own now where that is later.</summary>
    private async ValueTask<DateTimeOffset> NowAsync(ISiteTwin twin, IReadOnlyList<BatchItem> events, CancellationToken cancellation)
    {
        var wall = clock.GetUtcNow();
        if (!options.JournalClock || events.All(item => item.Reading.Event is not { } one || EventTimes.Check(one.Time, wall, isJournalClock: true) is null))
            return wall;
        var site = (await twin.SummaryAsync(withHash: false, cancellation)).AsOf;
        return site > wall ? site : wall;
    }

    [LoggerMessage(LogLevel.Warning, "The quarantine of site {Site} is full: {Lost} refused events were answered but not kept")]
    private partial void QuarantineFull(string site, int lost);
}
