using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Tests.Peer;

public sealed class PeerTests
{
    [Fact]
    public async Task It_drops_a_chunked_body_without_a_word_and_runs_the_method_with_no_arguments()
    {
        await using var peer = await OdooPeer.StartAsync();
        peer.Add("res.partner", new { name = "A" });
        peer.Add("res.partner", new { name = "B" });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(peer.Url, "/json/2/res.partner/search_read"));
        request.Headers.TryAddWithoutValidation("Authorization", $"bearer {OdooPeer.Key}");
        request.Headers.Add("X-Odoo-Database", OdooPeer.Database);
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StringContent("""{"domain": [["id", "=", 1]], "fields": ["name"]}""", Encoding.UTF8, "application/json");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray().Count);
    }

    [Fact]
    public async Task A_lost_reply_leaves_the_record_behind_and_a_cut_leaves_none()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Bare(peer);

        peer.Faults.Next(new PeerFault.LoseReply(), "project.task", "create");
        var lost = await odoo.CreateAsync("project.task", [new JsonObject { ["name"] = "one" }]);
        peer.Faults.Next(new PeerFault.Cut(), "project.task", "create");
        var cut = await odoo.CreateAsync("project.task", [new JsonObject { ["name"] = "two" }]);

        Assert.Equal((OdooOutcome.Unknown, OdooOutcome.Unknown), (lost.Outcome, cut.Outcome));
        Assert.Single(peer.Find("project.task", ("name", "=", "one")));
        Assert.Empty(peer.Find("project.task", ("name", "=", "two")));
    }

    [Fact]
    public async Task Half_a_body_is_an_unknown_outcome_of_what_was_done()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Bare(peer);
        peer.Faults.Next(new PeerFault.HalfBody());

        var answer = await odoo.CreateAsync("project.task", [new JsonObject { ["name"] = "half" }]);

        Assert.Equal(OdooOutcome.Unknown, answer.Outcome);
        Assert.Single(peer.Find("project.task", ("name", "=", "half")));
    }

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task Inserting_if_absent_twice_makes_one_record_and_touches_it_once(OdooProtocol protocol)
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Bare(peer, protocol);

        var first = await odoo.LoadAsync("maintenance.request", ["id", "name"], [new JsonArray("twin.1", "first")], OdooContexts.InsertIfAbsent());
        var second = await odoo.LoadAsync("maintenance.request", ["id", "name"], [new JsonArray("twin.1", "second")], OdooContexts.InsertIfAbsent());

        Assert.True(first.IsDone && second.IsDone);
        Assert.Equal(first.Value[0].GetInt64(), second.Value[0].GetInt64());
        Assert.Equal("first", peer.Value("maintenance.request", first.Value[0].GetInt64(), "name"));
        Assert.Equal(first.Value[0].GetInt64(), peer.IdOf("twin.1"));
    }

    [Fact]
    public async Task The_loser_of_a_race_is_told_inside_the_200_and_nothing_of_it_is_kept()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Bare(peer);
        peer.Faults.Next(new PeerFault.LoseRace(), method: "load");

        var answer = await odoo.LoadAsync("maintenance.request", ["id", "name"], [new JsonArray("twin.1", "first")], OdooContexts.InsertIfAbsent());

        Assert.Equal(OdooOutcome.Conflict, answer.Outcome);
        Assert.Equal(0, peer.Count("maintenance.request"));
        Assert.Null(peer.IdOf("twin.1"));
    }

    [Fact]
    public async Task It_goes_away_and_comes_back_on_the_same_port_with_its_records()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Bare(peer);
        var id = peer.Add("res.partner", new { name = "A" });

        await peer.GoAwayAsync();
        var away = await odoo.ReadAsync("res.partner", [id], ["name"]);
        await peer.ComeBackAsync();
        var back = await odoo.ReadAsync("res.partner", [id], ["name"]);

        Assert.Equal(OdooOutcome.Transient, away.Outcome);
        Assert.Equal("A", back.Require(new OdooCall("res.partner", "read"))[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task It_counts_calls_and_rows_with_their_times()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Bare(peer);
        for (var i = 0; i < 3; i++)
            peer.Add("res.partner", new { name = $"P{i}", supplier_rank = 1 });

        await odoo.SearchReadAsync("res.partner", OdooDomain.Of(("supplier_rank", ">", 0)), ["name"], limit: 2);

        Assert.Equal(2, Assert.Single(peer.Calls.Of("res.partner", "search_read")).Rows);
        Assert.Equal(1, peer.Calls.MostInOneSecond());
    }

    private static OdooClient Bare(OdooPeer peer, OdooProtocol protocol = OdooProtocol.Json2) =>
        new(peer.Connection(protocol) with { Patience = new OdooPatience { Attempts = 1 } }, new FixedKeys(OdooPeer.Key), TimeProvider.System);
}
