using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Placement;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>
/// Reads a site's journal behind the position last handed on, while somebody follows. The position and the followers are in memory only:
/// a feed that begins anew says so to each follower that renews, and that one takes a new base.
/// A reminder keeps the feed running, and the feed its site.
/// </summary>
[GrainType("shopfloortwin.feed"), KeepAlive, NearItsSilo]
internal sealed partial class SiteFeedGrain(SiteParts parts, ILogger<SiteFeedGrain> logger) : Grain, ISiteFeedGrain, IRemindable
{
    private const string KeepReminder = "keep";
    private static readonly TimeSpan KeepPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly Followers _followers = new(TimeProvider.System);
    private IGrainTimer _next = null!;
    private TimeSpan _pause = ShortestPause;
    private bool _isReading;
    private long? _position;
    private long _handedTo;

    private string Site => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _next = this.RegisterGrainTimer(ReadOnAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellation) => await this.RegisterOrUpdateReminder(KeepReminder, KeepPeriod, KeepPeriod);

    public async Task ReceiveReminder(string reminderName, TickStatus status) =>
        await GrainFactory.GetGrain<IFloorGrain>(Site).KeepAsync(await HeadAsync(CancellationToken.None), CancellationToken.None);

    public async Task<Followed> FollowAsync(string twin, CancellationToken cancellation)
    {
        // The first follower is told where the journal ends now; nothing was to be read until now.
        var head = _position ?? await HeadAsync(cancellation);
        var isNew = _followers.Add(TwinRef.Parse(twin));
        if (_position is null)
            _position = _handedTo = head;
        if (!_isReading)
            _next.Change(ShortestPause, Timeout.InfiniteTimeSpan);
        return new Followed(_position.Value, _handedTo, IsNew: isNew != false, IsFull: isNew is null);
    }

    public Task LeaveAsync(string twin, CancellationToken cancellation)
    {
        _followers.Remove(TwinRef.Parse(twin));
        return Task.CompletedTask;
    }

    private async Task<long> HeadAsync(CancellationToken cancellation) =>
        (await parts.Store.Journal.HeadsAsync(cancellation)).FirstOrDefault(head => head.Site == Site)?.Position ?? 0;

    /// <summary>One page, and the next one after a pause when there was none; nothing while nobody follows.</summary>
    private async Task ReadOnAsync(CancellationToken cancellation)
    {
        _followers.RemoveSilent();
        if (_followers.Count == 0)
        {
            _position = null;
            return;
        }
        _isReading = true;
        var hasRead = false;
        try
        {
            hasRead = await HandOnAsync(_position!.Value, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogStopped(logger, failure, Site, _position!.Value);
        }
        _isReading = false;
        _pause = hasRead ? TimeSpan.Zero : _pause < ShortestPause ? ShortestPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        if (!cancellation.IsCancellationRequested)
            _next.Change(_pause, Timeout.InfiniteTimeSpan);
    }

    private async Task<bool> HandOnAsync(long position, CancellationToken cancellation)
    {
        var page = await parts.Store.Journal.ReadAsync(Site, position, Limits.JournalPageRecords, cancellation);
        if (page.Count == 0)
            return false;
        var read = new List<(TwinEvent, CloudEvent)>(page.Count);
        foreach (var record in page)
            if (EventReader.Read(record.Body).Event is { } one)
                read.Add((new TwinEvent(record.Position, record.RecordedAt, record.Body), one));
        // From here on a new follower is told that it must know the page already, and everybody before is handed it.
        var sorted = _followers.Sort(read);
        _position = page[^1].Position;
        foreach (var group in sorted.Chunk(Limits.TwinDeliveriesAtOnce))
            await Task.WhenAll(group.Select(one => HandAsync(one.Key, [.. one.Value], cancellation)));
        _handedTo = page[^1].Position;
        return true;
    }

    private async Task HandAsync(TwinRef twin, TwinEvent[] records, CancellationToken cancellation)
    {
        try
        {
            await GrainOf(twin).TakeAsync(records, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogUndelivered(logger, failure, Site, twin);
            _followers.Remove(twin);
        }
    }

    private ITwinGrain GrainOf(TwinRef twin) => twin.Kind switch
    {
        TwinKind.WorkCenter => GrainFactory.GetGrain<IWorkCenterGrain>($"{Site}/{twin.Id}"),
        TwinKind.Order => GrainFactory.GetGrain<IOrderGrain>($"{Site}/{twin.Id}"),
        TwinKind.Component => GrainFactory.GetGrain<IComponentGrain>($"{Site}/{twin.Id}"),
        _ => GrainFactory.GetGrain<ISupplierGrain>($"{Site}/{twin.Id}"),
    };

    [LoggerMessage(42, LogLevel.Warning, "The journal of {Site} behind {Position} cannot be handed on now; it is tried again")]
    private static partial void LogStopped(ILogger logger, Exception failure, string site, long position);

    [LoggerMessage(43, LogLevel.Warning, "{Twin} of {Site} could not be handed its records, and will take a new base")]
    private static partial void LogUndelivered(ILogger logger, Exception failure, string site, TwinRef twin);
}
