using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using ShopFloorTwin.Orleans.Sites;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>Adds the streams over the journals to a silo.</summary>
public static class JournalStreamsExtensions
{
    /// <summary>Groups of sites that are read apart, and spread over the silos. All silos of a cluster must say the same.</summary>
    private const int Queues = 8;

    private static readonly TimeSpan PumpPeriod = TimeSpan.FromMilliseconds(25);

    /// <summary>Adds the provider <see cref="TwinStreams.Provider"/>; explicit subscriptions need a grain storage named <c>PubSubStore</c>.</summary>
    public static ISiloBuilder AddJournalStreams(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton<JournalNudges>();
        silo.Services.TryAddSingleton<StreamLimits>();
        return silo.AddPersistentStreams(TwinStreams.Provider, Create, streams =>
            streams.Configure<StreamPullingAgentOptions>(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = PumpPeriod)));
    }

    private static JournalAdapter Create(IServiceProvider services, string name) => new(
        name, Queues, services.GetRequiredService<SiteParts>().Store.Journal, services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<JournalNudges>(),
        services.GetRequiredService<StreamLimits>(),
        services.GetRequiredService<ILogger<JournalAdapter>>());
}
