using System.Net;
using Orleans.Runtime;

namespace ShopFloorTwin.Orleans.Tests.Schema;

/// <summary>Who is in the cluster: changed only by who saw the last change.</summary>
public sealed class MembershipTests : OrleansTablesTest
{
    static readonly DateTime Noon = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);

    const string Cluster = "cluster";

    [Fact]
    public async Task A_new_cluster_is_empty_and_of_version_0()
    {
        var table = await Tables.MembershipAsync(Cluster);
        await Tables.MembershipAsync(Cluster);

        var all = await table.ReadAll();

        Assert.Empty(all.Members);
        Assert.Equal(0, all.Version.Version);
    }

    [Fact]
    public async Task A_silo_that_joined_is_read_back_as_it_is()
    {
        var table = await Tables.MembershipAsync(Cluster);
        var silo = Silo(1);

        Assert.True(await table.InsertRow(silo, (await table.ReadAll()).Version.Next()));

        var row = await table.ReadRow(silo.SiloAddress);
        var (read, _) = Assert.Single(row.Members);
        Assert.Equal(
            (silo.SiloAddress, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort, silo.StartTime, silo.IAmAliveTime, 1),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime, row.Version.Version));
        Assert.Null(read.SuspectTimes);
        Assert.Single((await table.ReadAll()).Members);
        var other = await table.ReadRow(Silo(2).SiloAddress);
        Assert.Empty(other.Members);
        Assert.Equal(1, other.Version.Version);
    }

    [Fact]
    public async Task Of_silos_that_join_at_once_one_is_first_and_the_others_retry()
    {
        const int silos = 4, rounds = 10;
        var all = await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => Tables.MembershipAsync(Cluster)));
        for (var round = 0; round < rounds; round++)
        {
            var version = (await all[0].ReadAll()).Version;
            var entries = Enumerable.Range(0, silos).Select(i => Silo(1 + i + (round * silos))).ToArray();

            var joined = await Task.WhenAll(all.Select((table, i) => Task.Run(() => table.InsertRow(entries[i], version.Next()))));

            Assert.Single(joined, true);
            var after = await all[0].ReadAll();
            Assert.Equal(version.Version + 1, after.Version.Version);
            Assert.Equal(after.Version.Version, after.Members.Count);
        }

        await Task.WhenAll(all.Select((table, i) => Task.Run(async () =>
        {
            while (!await table.InsertRow(Silo(1000 + i), (await table.ReadAll()).Version.Next()))
                Cancellation.ThrowIfCancellationRequested();
        })));
        Assert.Equal(rounds + silos, (await all[0].ReadAll()).Version.Version);
    }

    [Fact]
    public async Task A_silo_joins_once()
    {
        var table = await Tables.MembershipAsync(Cluster);
        await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next());

        Assert.False(await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next()));

        Assert.Equal(1, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task A_change_based_on_an_old_version_is_refused()
    {
        var table = await Tables.MembershipAsync(Cluster);
        var before = (await table.ReadAll()).Version;
        await table.InsertRow(Silo(1), before.Next());
        var dead = Silo(1, SiloStatus.Dead);

        Assert.False(await table.UpdateRow(dead, "", before.Next()));
        Assert.False(await table.UpdateRow(Silo(2, SiloStatus.Dead), "", (await table.ReadAll()).Version.Next()));

        var (read, _) = Assert.Single((await table.ReadAll()).Members);
        Assert.Equal(SiloStatus.Active, read.Status);
        Assert.Equal(1, (await table.ReadAll()).Version.Version);
        Assert.True(await table.UpdateRow(dead, "", (await table.ReadAll()).Version.Next()));
        Assert.Equal(2, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Of_votes_at_once_each_counts_after_a_retry()
    {
        const int voters = 4;
        var all = await Task.WhenAll(Enumerable.Range(0, voters).Select(_ => Tables.MembershipAsync(Cluster)));
        await all[0].InsertRow(Silo(1), (await all[0].ReadAll()).Version.Next());

        await Task.WhenAll(all.Select((table, i) => Task.Run(async () =>
        {
            for (var written = false; !written; Cancellation.ThrowIfCancellationRequested())
            {
                var row = await table.ReadRow(Silo(1).SiloAddress);
                var entry = row.Members[0].Item1;
                entry.AddSuspector(Silo(100 + i).SiloAddress, Noon.AddSeconds(i));
                written = await table.UpdateRow(entry, "", row.Version.Next());
            }
        })));

        var row = await all[0].ReadRow(Silo(1).SiloAddress);
        Assert.Equal(
            Enumerable.Range(0, voters).Select(i => (Silo(100 + i).SiloAddress, Noon.AddSeconds(i))),
            row.Members[0].Item1.SuspectTimes!.Select(s => (s.Item1, s.Item2)).OrderBy(s => s.Item2));
        Assert.Equal(1 + voters, row.Version.Version);
    }

    [Fact]
    public async Task A_sign_of_life_changes_nothing_else()
    {
        var table = await Tables.MembershipAsync(Cluster);
        await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next());
        var alive = Silo(1, SiloStatus.Dead);
        alive.IAmAliveTime = Noon.AddMinutes(5);

        await table.UpdateIAmAlive(alive);

        var row = await table.ReadRow(alive.SiloAddress);
        var (read, _) = Assert.Single(row.Members);
        Assert.Equal((Noon.AddMinutes(5), SiloStatus.Active, 1), (read.IAmAliveTime, read.Status, row.Version.Version));
    }

    [Fact]
    public async Task A_change_is_made_whole_while_signs_of_life_come_in()
    {
        const int changes = 200;
        var table = await Tables.MembershipAsync(Cluster);
        var other = await Tables.MembershipAsync(Cluster);
        await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next());
        using var done = new CancellationTokenSource();
        var signs = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await other.UpdateIAmAlive(Silo(1));
        });

        for (var i = 0; i < changes; i++)
            Assert.True(await table.UpdateRow(Silo(1), "", (await table.ReadAll()).Version.Next()));

        await done.CancelAsync();
        await signs;
        Assert.Equal(1 + changes, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Only_silos_that_are_long_gone_are_cleaned_up()
    {
        var table = await Tables.MembershipAsync(Cluster);
        foreach (var silo in new[] { Silo(1), Silo(2, SiloStatus.Dead), Silo(3, SiloStatus.Dead, Noon.AddDays(3)), Silo(4, SiloStatus.Joining) })
            Assert.True(await table.InsertRow(silo, (await table.ReadAll()).Version.Next()));

        await table.CleanupDefunctSiloEntries(new(Noon.AddDays(2)));

        Assert.Equal([Silo(1).SiloAddress, Silo(3).SiloAddress], (await table.ReadAll()).Members.Select(m => m.Item1.SiloAddress).Order());
    }

    [Fact]
    public async Task A_client_finds_the_gateways_of_its_own_clusters_active_silos()
    {
        var table = await Tables.MembershipAsync(Cluster);
        var other = await Tables.MembershipAsync(Cluster + "-other");
        var hidden = Silo(3);
        hidden.ProxyPort = 0;
        foreach (var silo in new[] { Silo(1), Silo(2, SiloStatus.Dead), hidden })
            await table.InsertRow(silo, (await table.ReadAll()).Version.Next());
        await other.InsertRow(Silo(4), (await other.ReadAll()).Version.Next());

        var gateway = Assert.Single(await Tables.GatewaysAsync(Cluster));

        Assert.Equal(30001, gateway.Port);
    }

    [Fact]
    public async Task Clearing_one_cluster_leaves_the_others()
    {
        var table = await Tables.MembershipAsync(Cluster);
        var other = await Tables.MembershipAsync(Cluster + "-other");
        await table.InsertRow(Silo(1), (await table.ReadAll()).Version.Next());
        await other.InsertRow(Silo(1), (await other.ReadAll()).Version.Next());

        await table.DeleteMembershipTableEntries(Cluster);

        await table.InitializeMembershipTable(tryInitTableVersion: true);
        Assert.Empty((await table.ReadAll()).Members);
        Assert.Single((await other.ReadAll()).Members);
    }

    static MembershipEntry Silo(int number, SiloStatus status = SiloStatus.Active, DateTime? alive = null) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11000 + number, number), SiloName = $"silo-{number}", HostName = "host",
        Status = status, ProxyPort = 30000 + number, StartTime = Noon.AddHours(-1), IAmAliveTime = alive ?? Noon,
    };
}
