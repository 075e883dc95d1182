using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Client;

public sealed class KeyTests
{
    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task While_two_keys_overlap_the_old_one_may_end_without_a_call_being_lost(OdooProtocol protocol)
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection(protocol), new FixedKeys(OdooPeer.Key, "the-next-key"), TimeProvider.System);
        Assert.True((await odoo.SearchCountAsync("res.partner", OdooDomain.All)).IsDone);

        peer.Connector.AddKey("the-next-key");
        peer.Connector.EndKey(OdooPeer.Key);
        var created = await odoo.CreateAsync("project.task", [new JsonObject { ["name"] = "over the change" }]);
        var after = await odoo.SearchCountAsync("res.partner", OdooDomain.All);

        Assert.True(created.IsDone && after.IsDone, created.Message);
        Assert.Equal(1, peer.Count("project.task"));
    }

    [Fact]
    public async Task A_new_key_in_the_file_is_used_at_the_next_call()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var peer = await OdooPeer.StartAsync();
            await File.WriteAllTextAsync(file, OdooPeer.Key + "\n");
            using var odoo = new OdooClient(peer.Connection(), new RotatingKeys(new OdooKeySource(null, file)), TimeProvider.System);
            Assert.True((await odoo.SearchCountAsync("res.partner", OdooDomain.All)).IsDone);

            peer.Connector.EndKey(OdooPeer.Key);
            peer.Connector.AddKey("the-next-key");
            Assert.Equal(OdooOutcome.Credentials, (await odoo.SearchCountAsync("res.partner", OdooDomain.All)).Outcome);
            await File.WriteAllTextAsync(file, "the-next-key");

            Assert.True((await odoo.SearchCountAsync("res.partner", OdooDomain.All)).IsDone);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void While_its_file_is_being_replaced_the_key_of_before_serves()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "first");
        var keys = new RotatingKeys(new OdooKeySource(null, file), new OdooKeySource("second", null));
        Assert.Equal(["first", "second"], keys.Current());

        File.WriteAllText(file, "");
        Assert.Equal(["first", "second"], keys.Current());
        File.Delete(file);
        Assert.Equal(["first", "second"], keys.Current());
    }

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task When_no_key_is_accepted_that_is_the_outcome(OdooProtocol protocol)
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection(protocol), new FixedKeys("a-wrong-key", "another-wrong-key"), TimeProvider.System);

        var answer = await odoo.SearchCountAsync("res.partner", OdooDomain.All);

        Assert.Equal(OdooOutcome.Credentials, answer.Outcome);
        Assert.True(odoo.Health.IsAway);
    }
}
