using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>
/// A site's state between its one writer and those who want an immutable copy of it.
/// A record whose fold fails is passed over, the same way at every replay, and remembered.
/// </summary>
public sealed partial class LiveTwins(SiteState state, ILogger logger)
{
    private readonly Lock _gate = new();
    private long _position = state.Position;
    private SiteTwins? _published;
    private volatile string? _fault;

    public string Site => state.Site;

    /// <summary>Position of the last record folded in.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>The last record that could not be folded; null: all could.</summary>
    public string? Fault => _fault;

    /// <summary>Lets the writer look at the state.</summary>
    public void Read(Action<SiteState> look)
    {
        lock (_gate)
            look(state);
    }

    public void Fold(IReadOnlyList<SiteRecord> records)
    {
        lock (_gate)
        {
            foreach (var record in records)
                Fold(record);
            Interlocked.Exchange(ref _position, state.Position);
        }
    }

    /// <summary>Folds what was read back; what could not be read is passed over.</summary>
    public void Fold(JournalPage page)
    {
        _fault = page.Fault ?? _fault;
        Fold(page.Records);
        lock (_gate)
        {
            state.PassOver(page.Position);
            Interlocked.Exchange(ref _position, state.Position);
        }
    }

    /// <summary>An immutable copy; the same one while nothing is folded.</summary>
    public SiteTwins Publish()
    {
        lock (_gate)
            return _published is { } published && published.Position == state.Position ? published : _published = state.Publish();
    }

    private void Fold(SiteRecord record)
    {
        try
        {
            state.Apply(record);
        }
        catch (Exception failure)
        {
            _fault = $"Record {record.Position} ({record.Event.Type} {record.Event.Id}) could not be folded: {failure.Message}";
            LogFault(logger, failure, Site, record.Position, record.Event.Type, record.Event.Id);
            state.PassOver(record.Position);
        }
    }

    [LoggerMessage(2, LogLevel.Error, "Record {Position} of {Site} ({Type} {Id}) could not be folded and is passed over")]
    private static partial void LogFault(ILogger logger, Exception failure, string site, long position, string type, string id);
}
