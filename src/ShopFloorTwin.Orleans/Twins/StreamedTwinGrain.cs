using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>A twin that is fed by its stream. What concerns all twins, and purchase orders that change hands, it hears of by its site's feed.</summary>
internal abstract class StreamedTwinGrain(TwinKind kind, IPersistentState<SavedTwin> saved, SiteParts parts, ILogger logger)
    : TwinGrain(kind, saved, parts, logger), IStreamSubscriptionObserver, IAsyncBatchObserver<TwinEvent>
{
    /// <summary>From where the twin stands; one that its site does not have wants nothing of what was.</summary>
    public async Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        await handleFactory.Create<TwinEvent>().ResumeAsync(this, Twin.Exists ? TwinStreams.Behind(Twin.Position) : null);

    public Task OnNextAsync(IList<SequentialItem<TwinEvent>> items)
    {
        Twin.Fold(items.Select(item => item.Item));
        return SaveWhenManyAsync(CancellationToken.None);
    }

    /// <summary>Nothing to do: what could not be delivered comes again.</summary>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
