using Microsoft.Extensions.Logging;
using Orleans.Storage;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>
/// The shell of one twin: follows its site's feed, comes back from what was saved and the journal behind it or from its site,
/// and takes a new base from its site, when asked, once folding alone does not do.
/// </summary>
internal abstract partial class TwinGrain(TwinKind kind, IPersistentState<SavedTwin> saved, SiteParts parts, ILogger logger) : Grain, ITwinGrain
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private IFloorGrain _floor = null!;
    private ISiteFeedGrain _feed = null!;
    private string _name = "";
    private bool _isAlone;
    private long _askedAt;

    protected FoldedTwin Twin { get; private set; } = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (site, id) = TwinStreams.Split(this.GetPrimaryKeyString());
        var twin = new TwinRef(kind, id);
        (_name, _askedAt) = (twin.ToString(), TimeProvider.System.GetTimestamp());
        (_floor, _feed) = (GrainFactory.GetGrain<IFloorGrain>(site), GrainFactory.GetGrain<ISiteFeedGrain>(site));
        Twin = new FoldedTwin(site, twin, this is StreamedTwinGrain, logger);
        // Followed first, then brought to where the feed stands: nothing falls between the two.
        var feed = await _feed.FollowAsync(_name, cancellationToken);
        _isAlone = feed.IsFull;
        if (!await Twin.RestoreAsync(saved.State, feed.Position, parts.Store.Journal, cancellationToken))
            await RebaseAsync(feed.Position, cancellationToken);
        this.RegisterGrainTimer(RenewAsync, new GrainTimerCreationOptions(Renewal, Renewal));
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (Twin is null)
            return;
        await SaveAsync(cancellationToken);
        await _feed.LeaveAsync(_name, cancellationToken);
    }

    public async Task<TwinAnswer?> GetAsync(long minPosition, CancellationToken cancellation)
    {
        _askedAt = TimeProvider.System.GetTimestamp();
        if (!Twin.Exists || _isAlone || Twin.NeedsBaseAt > 0 || Twin.Position < minPosition)
            await RebaseAsync(Math.Max(minPosition, Twin.NeedsBaseAt), cancellation);
        if (!Twin.Exists)
            DeactivateOnIdle();
        return Twin.Answer();
    }

    public Task TakeAsync(TwinEvent[] records, CancellationToken cancellation)
    {
        Twin.Hear(records);
        return SaveWhenManyAsync(cancellation);
    }

    protected Task SaveWhenManyAsync(CancellationToken cancellation) => Twin.Unsaved >= Limits.TwinSaveRecords ? SaveAsync(cancellation) : Task.CompletedTask;

    /// <summary>The twin as its site has it, which must have reached a position.</summary>
    private async Task RebaseAsync(long position, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        TwinBase? found;
        while ((found = await _floor.TwinAsync(_name, cancellation)) is not null && found.Position < position)
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalSeconds >= Limits.TwinWaitSeconds)
                throw new TimeoutException($"{_name} stands at {found.Position} on its site; {position} was not reached within {Limits.TwinWaitSeconds} s");
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
        Twin.Take(found);
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        if (!Twin.Exists || (this is not StreamedTwinGrain && TimeProvider.System.GetElapsedTime(_askedAt) > Unasked))
        {
            DeactivateOnIdle();
            return;
        }
        var feed = await _feed.FollowAsync(_name, cancellation);
        _isAlone = feed.IsFull;
        if (feed.IsNew)
            Twin.NeedBase(feed.Position);
        else
            Twin.HeardTo(feed.HandedTo);
        await SaveAsync(cancellation);
    }

    /// <summary>Saves what was folded since; a failure costs time at the next activation and nothing else.</summary>
    private async Task SaveAsync(CancellationToken cancellation)
    {
        if (Twin.Unsaved == 0)
            return;
        try
        {
            (saved.State.Content, saved.State.HeardTo) = (Twin.Save(out var heardTo), heardTo);
            await (saved.State.Content is null ? saved.ClearStateAsync(cancellation) : saved.WriteStateAsync(cancellation));
        }
        catch (InconsistentStateException twice)
        {
            LogTwice(logger, _name, twice.Message);
            DeactivateOnIdle();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogUnsaved(logger, failure, _name);
        }
    }

    [LoggerMessage(32, LogLevel.Warning, "{Twin} runs twice; this one ends: {Why}")]
    private static partial void LogTwice(ILogger logger, string twin, string why);

    [LoggerMessage(33, LogLevel.Warning, "{Twin} could not be saved; it is tried later")]
    private static partial void LogUnsaved(ILogger logger, Exception failure, string twin);
}
