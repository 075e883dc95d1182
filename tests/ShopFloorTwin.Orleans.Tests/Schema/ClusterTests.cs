using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Providers;
using Orleans.Runtime;
using ShopFloorTwin.Orleans.Schema;

namespace ShopFloorTwin.Orleans.Tests.Schema;

/// <summary>Real silos, over the network of this machine, that know each other only by the tables.</summary>
public sealed class ClusterTests : OrleansTablesTest
{
    [Fact]
    public async Task Silos_that_start_at_once_are_one_cluster_and_what_one_leaves_behind_the_other_takes_over()
    {
        using var one = Silo();
        using var other = Silo();
        await Task.WhenAll(one.StartAsync(Cancellation), other.StartAsync(Cancellation));
        await SeesBothAsync(one);
        await SeesBothAsync(other);

        const int grains = 20;
        for (var i = 0; i < grains; i++)
            Assert.Equal(Address(i % 2 == 0 ? one : other), await Grain(i % 2 == 0 ? one : other, i).KeepAsync($"note {i}"));
        await one.StopAsync(Cancellation);

        for (var i = 0; i < grains; i++)
            Assert.Equal(($"note {i}", true), await Grain(other, i).KeptAsync());
        await other.StopAsync(Cancellation);
        var members = (await other.Services.GetRequiredService<IMembershipTable>().ReadAll()).Members;
        Assert.Equal(2, members.Count);
        Assert.All(members, m => Assert.Equal(SiloStatus.Dead, m.Item1.Status));
    }

    static async Task SeesBothAsync(IHost silo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var membership = silo.Services.GetRequiredService<IClusterMembershipService>();
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(deadline.Token))
            {
                if (snapshot.Members.Values.Count(m => m.Status == SiloStatus.Active) == 2)
                    return;
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"{Address(silo)} sees {membership.CurrentSnapshot} after 60 s.");
        }
    }

    static string Address(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToString();

    static INoteGrain Grain(IHost silo, int number) => silo.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>($"lyon/{number}");

    IHost Silo() => new HostBuilder()
        .UseOrleans(silo => silo
            .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("cluster", "twin"))
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort())
            .UseAdoNetClustering(o => (o.Invariant, o.DataSource) = (OrleansSchema.Invariant, Tables.Source))
            .UseAdoNetReminderService(o => (o.Invariant, o.DataSource) = (OrleansSchema.Invariant, Tables.Source))
            .AddAdoNetGrainStorage("states", o => (o.Invariant, o.DataSource) = (OrleansSchema.Invariant, Tables.Source)))
        .Build();

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A grain with a state and a reminder.</summary>
[Alias("test.note")]
public interface INoteGrain : IGrainWithStringKey
{
    /// <summary>Keeps the text and a reminder; answers with the silo it is on.</summary>
    [Alias("keep")]
    Task<string> KeepAsync(string text);

    /// <summary>The text, and whether the reminder is there.</summary>
    [Alias("kept")]
    Task<(string Text, bool Reminds)> KeptAsync();
}

[PreferLocalPlacement]
[StorageProvider(ProviderName = "states")]
public sealed class NoteGrain(ILocalSiloDetails silo) : Grain<NoteGrain.Note>, INoteGrain, IRemindable
{
    const string Reminder = "note";

    public async Task<string> KeepAsync(string text)
    {
        State.Text = text;
        await WriteStateAsync();
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        return silo.SiloAddress.ToString();
    }

    public async Task<(string Text, bool Reminds)> KeptAsync() => (State.Text, await this.GetReminder(Reminder) is not null);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    [GenerateSerializer, Alias("test.note-state")]
    public sealed class Note
    {
        [Id(0)]
        public string Text { get; set; } = "";
    }
}
