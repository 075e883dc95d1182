using Orleans.Hosting;
using Orleans.TestingHost;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Orleans.Erp;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Twins;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Tests.Engine;

/// <summary>The cluster engine on one silo of an in-process test cluster: membership and reminders in memory, the store as given.</summary>
public sealed class OrleansMaker : EngineMaker
{
    public override async Task<RunningEngine> StartAsync(IStore store, EngineOptions options, TimeProvider time)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo.AddTwins(new SiteParts(store, options, time), near: [], new NoErp()).UseInMemoryReminderService().AddMemoryGrainStorage(SavedTwin.Storage).AddMemoryGrainStorage(TwinStreams.Subscriptions));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new RunningEngine(new OrleansEngine(cluster.Client, store, TimeProvider.System), new Stopped(cluster));
    }

    private sealed class Stopped(InProcessTestCluster cluster) : IAsyncDisposable
    {
        private bool _isStopped;

        public async ValueTask DisposeAsync()
        {
            if (_isStopped)
                return;
            _isStopped = true;
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }
    }
}
