using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>A <see cref="TwinSlice"/> in a grain: takes records as they travel, and what was saved. It has no state while its site has no such twin.</summary>
/// <param name="isStreamed">It folds its stream, and only hears what its site's feed has to say.</param>
internal sealed partial class FoldedTwin(string site, TwinRef twin, bool isStreamed, ILogger logger)
{
    private TwinSlice? _slice;
    private long _heardTo;

    public bool Exists => _slice is not null;

    /// <summary>Everything about the twin up to here is in it.</summary>
    public long Position => _slice?.Position ?? 0;

    /// <summary>The position a new base must have reached; 0: none is needed.</summary>
    public long NeedsBaseAt => _slice?.NeedsBaseAt ?? 0;

    /// <summary>Records folded, and bases taken, since it was saved.</summary>
    public int Unsaved { get; private set; }

    public TwinAnswer? Answer() => _slice is null ? null : new TwinAnswer(_slice.Position, _slice.Content());

    public void Take(TwinBase? found)
    {
        _slice = found is null ? null : TwinSlice.Load(twin, found.Content);
        _heardTo = Math.Max(_heardTo, found?.Position ?? 0);
        Unsaved++;
    }

    /// <summary>Folds records in order; those it has seen are passed over.</summary>
    public void Fold(IEnumerable<TwinEvent> records)
    {
        foreach (var record in records)
            if (_slice is not null && record.Position > _slice.Position)
                Fold(_slice, record);
    }

    /// <summary>What the site's feed has to say.</summary>
    public void Hear(TwinEvent[] records)
    {
        if (!isStreamed)
            Fold(records);
        else if (_slice is not null)
            foreach (var record in records)
                Hear(_slice, record);
    }

    /// <summary>The feed has handed on everything up to here.</summary>
    public void HeardTo(long position)
    {
        _heardTo = Math.Max(_heardTo, position);
        if (!isStreamed && NeedsBaseAt == 0)
            _slice?.PassOver(position);
    }

    /// <summary>What lies up to here may be missing.</summary>
    public void NeedBase(long position) => _slice?.NeedBase(position);

    /// <summary>Comes back from what was saved and the journal behind it; false: there is none, or too much of it.</summary>
    public async Task<bool> RestoreAsync(SavedTwin saved, long upTo, IJournal journal, CancellationToken cancellation)
    {
        if (saved.Content is null || Load(saved.Content) is not { } slice)
            return false;
        var from = isStreamed ? Math.Min(slice.Position, saved.HeardTo) : slice.Position;
        if (upTo - from > Limits.TwinTailRecords)
            return false;
        while (from < upTo && slice.NeedsBaseAt == 0)
        {
            var page = await journal.ReadAsync(site, from, (int)(upTo - from), cancellation);
            if (page.Count == 0)
                return false;
            foreach (var record in page.Select(record => new TwinEvent(record.Position, record.RecordedAt, record.Body)))
            {
                if (record.Position > slice.Position)
                    Fold(slice, record);
                else
                    Hear(slice, record);
            }
            from = page[^1].Position;
        }
        (_slice, _heardTo) = (slice, upTo);
        return true;
    }

    /// <summary>What is to be saved; null: nothing, for there is no such twin, or its state is no longer right.</summary>
    public byte[]? Save(out long heardTo)
    {
        (Unsaved, heardTo) = (0, _heardTo);
        return NeedsBaseAt > 0 ? null : _slice?.Save();
    }

    private TwinSlice? Load(byte[] content)
    {
        try
        {
            return TwinSlice.Load(twin, content);
        }
        catch (InvalidDataException unreadable)
        {
            LogUnreadable(logger, site, twin, unreadable.Message);
            return null;
        }
    }

    private void Fold(TwinSlice slice, TwinEvent record)
    {
        try
        {
            if (record.Body.IsEmpty)
                slice.NeedBase(record.Position);
            else if (EventReader.Read(record.Body).Event is not { } read)
                slice.PassOver(record.Position);
            else if (slice.Apply(new SiteRecord(record.Position, record.RecordedAt, read)) == SliceOutcome.Folded)
                Unsaved++;
        }
        catch (Exception failure)
        {
            LogFault(logger, failure, site, record.Position, twin);
            slice.PassOver(record.Position);
        }
    }

    private static void Hear(TwinSlice slice, TwinEvent record)
    {
        if (record.Body.IsEmpty)
            slice.NeedBase(record.Position);
        else if (EventReader.Read(record.Body).Event is { } read)
            slice.Heard(new SiteRecord(record.Position, record.RecordedAt, read));
    }

    [LoggerMessage(30, LogLevel.Error, "Record {Position} of {Site} could not be folded into {Twin} and is passed over")]
    private static partial void LogFault(ILogger logger, Exception failure, string site, long position, TwinRef twin);

    [LoggerMessage(31, LogLevel.Warning, "{Twin} of {Site} as it was saved cannot be read, and is taken from the site: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string site, TwinRef twin, string why);
}
