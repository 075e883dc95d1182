using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Recovery;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Verification;

/// <summary>
/// Checks one site: the journal by the store's own check, then every snapshot against the journal folded anew from its first record.
/// The header's hash must equal that state's, and so must what the snapshot's chunks read back as.
/// </summary>
public static class SiteVerifier
{
    private const int PageRecords = 2_000;

    /// <param name="progress">How far it is, 0 to 1.</param>
    public static async Task<SiteVerdict> VerifyAsync(IStore store, JournalHead head, Action<double> progress, CancellationToken cancellation)
    {
        var report = await store.Journal.VerifyAsync(head.Site, progress: null, cancellation);
        var problems = new List<string>(report.Problems);
        var snapshots = (await store.Snapshots.ListAsync(head.Site, cancellation)).ToDictionary(header => header.Position);
        foreach (var header in snapshots.Values.Where(header => header.Position > head.Position))
            problems.Add($"the snapshot at {header.Position} lies behind the journal's end at {head.Position}");

        var state = new SiteState(head.Site);
        var others = 0;
        try
        {
            for (var page = await ReadAsync(0); page.Count > 0; page = await ReadAsync(page[^1].Position))
            {
                foreach (var record in page)
                {
                    Fold(state, record, problems);
                    if (snapshots.TryGetValue(record.Position, out var header))
                        others += await CompareAsync(store, state, header, problems, cancellation) ? 0 : 1;
                }
                progress(page[^1].Position / (double)head.Position);
            }
        }
        catch (StoreUnavailableException e)
        {
            problems.Add(e.Message);
        }
        return new SiteVerdict(head.Site, report.Records, snapshots.Count, others, StateHash.Of(state.Publish()), problems);

        ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(long after) => store.Journal.ReadAsync(head.Site, after, PageRecords, cancellation);
    }

    private static void Fold(SiteState state, JournalRecord record, List<string> problems)
    {
        var reading = EventReader.Read(record.Body);
        if (reading.Event is not { } read)
        {
            problems.Add($"the event at position {record.Position} cannot be read: {reading.Refusal?.Detail}");
            return;
        }
        try
        {
            state.Apply(new SiteRecord(record.Position, record.RecordedAt, read));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            problems.Add($"the event at position {record.Position} cannot be folded: {e.Message}");
        }
    }

    /// <returns>False: it is of another version.</returns>
    private static async Task<bool> CompareAsync(IStore store, SiteState state, SnapshotHeader header, List<string> problems, CancellationToken cancellation)
    {
        try
        {
            if ((await StoredSnapshot.ReadAsync(state.Site, header, store.Snapshots, cancellation)).State is not { } restored)
                return false;
            var folded = StateHash.Of(state.Publish());
            if (!string.Equals(header.StateHash, folded, StringComparison.Ordinal))
                problems.Add($"the snapshot at {header.Position} has the hash {header.StateHash}; the journal folded to there gives {folded}");
            var read = StateHash.Of(restored.Publish());
            if (!string.Equals(read, folded, StringComparison.Ordinal))
                problems.Add($"the snapshot at {header.Position} reads back with the hash {read}; the journal folded to there gives {folded}");
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException))
        {
            problems.Add($"the snapshot at {header.Position} cannot be read: {e.Message}");
        }
        return true;
    }
}
