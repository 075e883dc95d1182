using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>Records read back from the journal.</summary>
/// <param name="Records">Those that could be read, in order.</param>
/// <param name="Position">Of the page's last record.</param>
/// <param name="RecordedAt">Of the page's last record.</param>
/// <param name="Fault">The last record of the page that could not be read; null: all could.</param>
public sealed record JournalPage(IReadOnlyList<SiteRecord> Records, long Position, DateTimeOffset RecordedAt, string? Fault);

/// <summary>Reads a journal back as events, one page ahead of who folds them.</summary>
public static partial class JournalEvents
{
    public static async IAsyncEnumerable<JournalPage> ReadEventsAsync(
        this IJournal journal, string site, long after, long upTo, ILogger logger, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = Task.Run(() => ReadPageAsync(journal, site, after, upTo, logger, cancellation), cancellation);
        while (await next is { } page)
        {
            next = Task.Run(() => ReadPageAsync(journal, site, page.Position, upTo, logger, cancellation), cancellation);
            yield return page;
        }
    }

    private static async Task<JournalPage?> ReadPageAsync(IJournal journal, string site, long after, long upTo, ILogger logger, CancellationToken cancellation)
    {
        if (after >= upTo)
            return null;
        var page = await journal.ReadAsync(site, after, (int)Math.Min(Limits.JournalPageRecords, upTo - after), cancellation);
        if (page.Count == 0)
            return null;
        var records = new List<SiteRecord>(page.Count);
        string? fault = null;
        foreach (var record in page)
        {
            if (EventReader.Read(record.Body) is { Event: { } read })
            {
                records.Add(new SiteRecord(record.Position, record.RecordedAt, read));
                continue;
            }
            fault = $"Record {record.Position} cannot be read: {EventReader.Read(record.Body).Refusal?.Detail}";
            LogUnreadable(logger, site, fault);
        }
        return new JournalPage(records, page[^1].Position, page[^1].RecordedAt, fault);
    }

    [LoggerMessage(6, LogLevel.Error, "Journal of {Site}: {Fault}; it is passed over")]
    private static partial void LogUnreadable(ILogger logger, string site, string fault);
}
