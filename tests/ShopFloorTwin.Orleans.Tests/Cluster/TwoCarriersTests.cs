using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// One Odoo carried by two live silos at once, each alone in a cluster of its own on the same store; calls to Odoo that take longer than the lease
/// have it go back and forth between the two.
/// </summary>
public sealed class TwoCarriersTests
{
    private const string Site = "joinery";
    private static readonly TimeSpan CallMax = TimeSpan.FromMilliseconds(1_500);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_carriers_of_one_Odoo_at_once_write_each_approved_decision_once()
    {
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        var orders = TwinCluster.Number("TWIN_TWO_CARRIERS_ORDERS", 24);
        await using var peer = await OdooPeer.StartAsync();
        var product = peer.Add("product.product", new { name = "Table", default_code = "TABLE", type = "consu" });
        for (var i = 0; i < orders; i++)
            peer.Add("mrp.production", new { name = $"MO-{i}", state = "confirmed", product_id = product, product_qty = 2.0, date_start = "2046-11-02 07:00:00", date_deadline = "2046-12-02 17:00:00" });
        await using var place = new PostgresPlace();
        await using var one = Carrier(place, peer, 0);
        await using var other = Carrier(place, peer, 1);
        one.Start();
        other.Start();
        await one.UntilReadyAsync();
        await other.UntilReadyAsync();

        var random = new Random(seed);
        peer.Faults.Each(call =>
        {
            lock (random)
                return call.Method is "load" or "write" && random.Next(3) == 0 ? new PeerFault.Hold(Task.Delay(CallMax * random.NextDouble(), TimeProvider.System)) : null;
        });
        for (var i = 0; i < orders; i++)
            await WishAsync(i % 2 == 0 ? [one, other] : [other, one], i);
        foreach (var node in (ClusterNode[])[one, other])
        {
            await Patience.UntilAsync(async () => await UnfinishedAsync(node) == 0, $"seed {seed}: {node.Name} to see every decision confirmed", TimeSpan.FromSeconds(120));
            node.AskToStop();
            Assert.Equal(0, await node.EndAsync(TimeSpan.FromSeconds(60)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: {orders} decisions, the lease was taken {await ScalarAsync(place, "SELECT token FROM writer_lease")} times, {peer.Calls.All.Count(call => call.Method is "load" or "write")} calls that write");
        Assert.Equal((orders / 3, orders / 3, orders / 3),
            (peer.Count("mail.activity"), peer.Find("mrp.production", ("priority", "=", "1")).Count, peer.Find("mail.message", ("model", "=", "mrp.production")).Count));
        Assert.Equal(orders, await ScalarAsync(place, "SELECT count(*) FROM intent WHERE state = 3"));
        Assert.True(await ScalarAsync(place, "SELECT token FROM writer_lease") > 1, "the lease never changed hands");
    }

    private static ClusterNode Carrier(PostgresPlace place, OdooPeer peer, int number) => new($"carrier {number}", new NodePlace($"{place.Server};Search Path={place.Schema};Maximum Pool Size=20",
    [
        $"--Twin:Cluster:Id=cluster-{number}", $"--Odoo:main:Url={peer.Url}", $"--Odoo:main:Database={OdooPeer.Database}", $"--Odoo:main:ApiKey={OdooPeer.Key}", $"--Odoo:main:Site={Site}",
        "--Odoo:main:RatePerSecond=500", "--Odoo:main:LeaseSeconds=1", "--Odoo:main:PollSeconds=1", .. RuleSettings.Names.Select(name => $"--Twin:SiteDefaults:Rules:{name}:Enabled=false"),
    ]));

    /// <summary>Said at one silo, approved at the other.</summary>
    private static async Task WishAsync(ClusterNode[] nodes, int order)
    {
        var (action, values) = (order % 3) switch
        {
            0 => ("activity", new Dictionary<string, string> { ["summary"] = "Look", ["note"] = "It is late." }),
            1 => ("reschedule", new() { ["priority"] = "1" }),
            _ => ("note", new() { ["note"] = "It is late." }),
        };
        await Patience.UntilAsync(async () => await nodes[0].StatusAsync($"/api/v1/sites/{Site}/orders/MO-{order}") == HttpStatusCode.OK, $"MO-{order} of Odoo", TimeSpan.FromSeconds(60));
        using var wish = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/sites/{Site}/decisions")
        {
            Headers = { { "Idempotency-Key", $"wish-{order}" } }, Content = JsonContent.Create(new { subject = $"order/MO-{order}", action, values }),
        };
        using var proposed = await nodes[0].Client.SendAsync(wish, Token);
        Assert.True(proposed.StatusCode == HttpStatusCode.Created, await proposed.Content.ReadAsStringAsync(Token));
        var id = (await proposed.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString();
        await Patience.UntilAsync(async () => await nodes[1].StatusAsync($"/api/v1/sites/{Site}/decisions/{id}") == HttpStatusCode.OK, $"{nodes[1].Name} to know of {id}", TimeSpan.FromSeconds(60));
        using var approved = await nodes[1].Client.PostAsJsonAsync($"/api/v1/sites/{Site}/decisions/{id}/approve", new { revision = 1 }, Token);
        Assert.True(approved.IsSuccessStatusCode, await approved.Content.ReadAsStringAsync(Token));
    }

    private static async Task<int> UnfinishedAsync(ClusterNode node)
    {
        using var page = await node.Client.GetAsync($"/api/v1/sites/{Site}/decisions?state=proposed,approved,queued,written,parked&limit=200", Token);
        return page.IsSuccessStatusCode ? (await page.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("items").GetArrayLength() : -1;
    }

    private static async Task<long> ScalarAsync(PostgresPlace place, string sql)
    {
        await using var connection = await place.ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token), System.Globalization.CultureInfo.InvariantCulture);
    }
}
