using System.Text.Json;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>A site as recovered.</summary>
/// <param name="Twins">Folded up to the position asked for.</param>
/// <param name="Risks">Of the snapshot it started from.</param>
/// <param name="SnapshotPosition">Of that snapshot; 0: the whole journal was folded.</param>
/// <param name="RecordedAt">When the last record folded in was recorded.</param>
/// <param name="Scores">Chunks of the snapshot's ledger of forecasts, unread.</param>
public sealed record RecoveredSite(LiveTwins Twins, RiskBoard Risks, long SnapshotPosition, DateTimeOffset RecordedAt, IReadOnlyList<SnapshotChunk> Scores);

/// <summary>
/// Brings a site back: the newest snapshot that can be read, and the journal's records behind it.
/// A snapshot of another version of this program, or a damaged one, is passed over; the journal alone always serves.
/// </summary>
public static partial class SiteRecovery
{
    /// <param name="upTo">Last position to fold; <see cref="long.MaxValue"/>: the journal's end.</param>
    /// <param name="maxRecords">Records that may be folded behind the snapshot.</param>
    /// <exception cref="PastMomentException">More records than that lie behind the snapshot.</exception>
    public static async Task<RecoveredSite> RecoverAsync(string site, IStore store, ILogger logger, long upTo, long maxRecords, CancellationToken cancellation)
    {
        var (content, snapshot) = await RestoreAsync(site, store.Snapshots, logger, upTo, cancellation);
        var state = content.State ?? new SiteState(site);
        if (upTo != long.MaxValue && upTo - state.Position > maxRecords)
            throw new PastMomentException(PastMomentFault.TooFar, $"{upTo - state.Position} records lie between position {upTo} and the snapshot before it; at most {maxRecords} are folded for a past moment.");

        var twins = new LiveTwins(state, logger);
        var recordedAt = snapshot?.TakenAt ?? DateTimeOffset.UnixEpoch;
        if (snapshot is not null && snapshot.Position == upTo && (await store.Journal.ReadAsync(site, upTo - 1, 1, cancellation)) is [var last, ..])
            recordedAt = last.RecordedAt;
        await foreach (var page in store.Journal.ReadEventsAsync(site, state.Position, upTo, logger, cancellation))
        {
            twins.Fold(page);
            recordedAt = page.RecordedAt;
        }
        return new RecoveredSite(twins, content.Risks, snapshot?.Position ?? 0, recordedAt, content.Scores);
    }

    /// <summary>The ledger of forecasts to go on with; a new one where there is none that can be read: scores begin anew then.</summary>
    public static ForecastLedger Ledger(RecoveredSite site, ILogger logger)
    {
        try
        {
            return ScoreChunk.Read(site.Scores);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            LogUnreadableScores(logger, failure, site.Twins.Site, site.SnapshotPosition);
            return new ForecastLedger();
        }
    }

    private static async Task<(SnapshotContent Content, SnapshotHeader? Snapshot)> RestoreAsync(
        string site, ISnapshots snapshots, ILogger logger, long upTo, CancellationToken cancellation)
    {
        SnapshotContent? other = null;
        for (var header = await snapshots.FindAsync(site, upTo, cancellation);
            header is not null;
            header = await snapshots.FindAsync(site, header.Position - 1, cancellation))
        {
            try
            {
                var content = await StoredSnapshot.ReadAsync(site, header, snapshots, cancellation);
                if (content.State is not null)
                    return (content with { Risks = other?.Risks ?? content.Risks, Scores = other?.Scores ?? content.Scores }, header);
                LogOtherForm(logger, site, header.Position);
                other ??= content;
            }
            catch (Exception failure) when (failure is not OperationCanceledException and not StoreUnavailableException)
            {
                LogUnreadable(logger, failure, site, header.Position);
            }
        }
        return (other ?? new SnapshotContent(null, RiskBoard.Empty, []), null);
    }

    [LoggerMessage(23, LogLevel.Information, "The snapshot of {Site} at {Position} is of another version of this program: what lies before it is read from the journal")]
    private static partial void LogOtherForm(ILogger logger, string site, long position);

    [LoggerMessage(5, LogLevel.Warning, "The snapshot of {Site} at {Position} cannot be read and is passed over")]
    private static partial void LogUnreadable(ILogger logger, Exception failure, string site, long position);

    [LoggerMessage(22, LogLevel.Warning, "The scores of {Site} beside the snapshot at {Position} cannot be read; they begin anew")]
    private static partial void LogUnreadableScores(ILogger logger, Exception failure, string site, long position);
}
