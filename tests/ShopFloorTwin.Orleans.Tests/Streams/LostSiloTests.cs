using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Tests.Twins;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Streams;

public sealed class LostSiloTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Nothing_acknowledged_is_lost_or_counted_twice_with_the_silo_that_reads_the_streams() => KillAsync(seed: 1, cluster =>
        Task.FromResult(cluster.Cluster.Silos.Single(silo => ((JournalAdapter)silo.ServiceProvider.GetRequiredKeyedService<IQueueAdapterFactory>(TwinStreams.Provider)).Reads(Shop.Site))));

    [Fact]
    public Task Nothing_acknowledged_is_lost_or_counted_twice_with_the_silo_of_the_site() => KillAsync(seed: 2, async cluster =>
    {
        var floor = await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Grains.GetGrain<IFloorGrain>(Shop.Site));
        return cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(floor));
    });

    [Fact]
    public Task Nothing_acknowledged_is_lost_or_counted_twice_with_the_silo_of_a_work_center() => KillAsync(seed: 3, async cluster =>
    {
        var mill = await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Grains.GetGrain<IWorkCenterGrain>($"{Shop.Site}/{Shop.Mill}"));
        return cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(mill));
    });

    private static async Task KillAsync(int seed, Func<TwinCluster, Task<InProcessSiloHandle>> choose)
    {
        await using var place = new PostgresPlace();
        await using var cluster = await TwinCluster.StartAsync(place, silos: 3);
        var random = new Random(seed);
        var listener = $"{TwinStreams.MachineSignals}:{Shop.Site}/{Shop.Mill}#{Guid.NewGuid():n}";
        var site = await cluster.PlantAsync();
        await cluster.Grains.GetGrain<IListenerGrain>(listener).ListenAsync(0);
        long acknowledged = 0;
        for (var round = 0; round < 30; round++)
        {
            if (round == 10)
            {
                foreach (var twin in TwinCluster.All(await cluster.FoldedAsync()))
                    await cluster.StateAsync(twin);
                await cluster.Cluster.KillSiloAsync(await choose(cluster));
            }
            acknowledged = Math.Max(acknowledged, await AcceptAsync(site, random, round));
        }

        var folded = await cluster.FoldedAsync();
        Assert.Equal(acknowledged, folded.Position);
        foreach (var twin in TwinCluster.All(folded))
            await Within.Condition(async () => await AskAsync(cluster, twin) == TwinCluster.StateOf(folded, twin), $"{twin} is {TwinCluster.StateOf(folded, twin)}");
        var signals = await SignalsAsync(cluster);
        await Within.Condition(() => Heard.By(listener).Distinct().Order().SequenceEqual(signals), $"the listener hears all {signals.Length} signals; it lacks {string.Join(' ', signals.Except(Heard.By(listener)))}");
    }

    private static async Task<long[]> SignalsAsync(TwinCluster cluster)
    {
        var journal = await cluster.Store.Journal.ReadAsync(Shop.Site, 0, 5_000, Cancellation);
        return [.. journal.Where(record => EventReader.Read(record.Body).Event!.Subject == $"work-center/{Shop.Mill}").Select(record => record.Position)];
    }

    /// <summary>Sent again until it is acknowledged: what was taken before is a duplicate.</summary>
    private static async Task<long> AcceptAsync(ISiteTwin site, Random random, int round)
    {
        var events = RandomFloor.Events(random, 20, $"e{round}");
        while (true)
        {
            try
            {
                return (await Within.Time(site.AcceptAsync(events, Cancellation))).Position;
            }
            catch (Exception unknown) when (unknown is SiteUnreachableException or TimeoutException or global::Orleans.Runtime.OrleansException or OverloadedException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancellation);
            }
        }
    }

    private static async Task<string?> AskAsync(TwinCluster cluster, TwinRef twin)
    {
        try
        {
            return await cluster.StateAsync(twin);
        }
        catch (Exception lost) when (lost is TimeoutException or global::Orleans.Runtime.OrleansException)
        {
            return $"not reached: {lost.Message}";
        }
    }
}
