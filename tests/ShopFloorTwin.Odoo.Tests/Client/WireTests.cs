using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Tests.Client;

public sealed class WireTests
{
    private const string Key = "key-of-the-connector";

    [Fact]
    public async Task Over_json2_every_body_says_its_length_since_a_chunked_one_is_dropped_without_a_word()
    {
        await using var server = new RawServer(RawServer.Ok("[]"));
        using var odoo = Client(server, OdooProtocol.Json2);

        await odoo.SearchReadAsync("mrp.production", OdooDomain.Of(("id", "=", 1)), ["name"], cancellation: TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Requests);
        Assert.DoesNotContain("chunked", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"Content-Length: {Body(request).Length}\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\"domain\":[[\"id\",\"=\",1]]", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_json_rpc_every_body_says_its_length()
    {
        await using var server = new RawServer(RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":5}"""), RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":[]}"""));
        using var odoo = Client(server, OdooProtocol.JsonRpc);

        await odoo.SearchReadAsync("mrp.production", OdooDomain.All, ["name"], cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.DoesNotContain("chunked", request, StringComparison.OrdinalIgnoreCase));
        Assert.All(server.Requests, request => Assert.Contains($"Content-Length: {Body(request).Length}\r\n", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_json2_arguments_go_by_name_with_ids_and_context_beside_them()
    {
        await using var server = new RawServer(RawServer.Ok("true"));
        using var odoo = Client(server, OdooProtocol.Json2);

        var answer = await odoo.WriteAsync("mrp.production", [52], new JsonObject { ["priority"] = "1" }, OdooContexts.Utc(), TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /json/2/mrp.production/write HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"Authorization: bearer {Key}\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Odoo-Database: plant\r\n", request, StringComparison.Ordinal);
        Assert.Equal("""{"ids":[52],"context":{"tz":"UTC"},"vals":{"priority":"1"}}""", Body(request));
        Assert.Equal(JsonValueKind.True, answer.Value.ValueKind);
    }

    [Fact]
    public async Task Over_json_rpc_a_call_is_execute_kw_with_the_id_that_the_login_gave()
    {
        await using var server = new RawServer(RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":5}"""), RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":true}"""));
        using var odoo = Client(server, OdooProtocol.JsonRpc);

        await odoo.WriteAsync("mrp.production", [52], new JsonObject { ["priority"] = "1" }, OdooContexts.Utc(), TestContext.Current.CancellationToken);

        Assert.Contains($$"""{"service":"common","method":"login","args":["plant","connector@rig.example","{{Key}}"]}""", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains(
            """["plant",5,"key-of-the-connector","mrp.production","write",[[52]],{"vals":{"priority":"1"},"context":{"tz":"UTC"}}]""",
            server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_json_rpc_the_values_of_a_create_go_by_place_where_older_odoos_look_for_them()
    {
        await using var server = new RawServer(RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":5}"""), RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":[9]}"""));
        using var odoo = Client(server, OdooProtocol.JsonRpc);

        await odoo.CreateAsync("maintenance.request", [new JsonObject { ["name"] = "belt" }], cancellation: TestContext.Current.CancellationToken);

        Assert.Contains("""
            "maintenance.request","create",[[{"name":"belt"}]],{}]
            """, server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_json_rpc_a_login_that_answers_false_is_a_key_that_is_not_accepted()
    {
        await using var server = new RawServer(RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":false}"""));
        using var odoo = Client(server, OdooProtocol.JsonRpc);

        var answer = await odoo.SearchCountAsync("res.partner", OdooDomain.All, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(OdooOutcome.Credentials, answer.Outcome);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Over_json_rpc_a_method_without_a_result_is_done_with_null()
    {
        await using var server = new RawServer(RawServer.Ok("""{"jsonrpc":"2.0","id":1,"result":5}"""), RawServer.Ok("""{"jsonrpc":"2.0","id":1}"""));
        using var odoo = Client(server, OdooProtocol.JsonRpc);

        var answer = await odoo.CallAsync(new OdooCall("mrp.workcenter", "unblock") { Ids = [2], Safety = CallSafety.Repeatable }, TestContext.Current.CancellationToken);

        Assert.True(answer.IsDone);
        Assert.Equal(JsonValueKind.Null, answer.Value.ValueKind);
    }

    [Fact]
    public async Task It_says_who_it_is()
    {
        await using var server = new RawServer(RawServer.Ok("0"));
        using var odoo = Client(server, OdooProtocol.Json2);

        await odoo.SearchCountAsync("res.partner", OdooDomain.All, cancellation: TestContext.Current.CancellationToken);

        Assert.Contains("User-Agent: ShopFloorTwin/", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_connection_is_used_twice_even_where_the_server_would_keep_it()
    {
        var connections = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        await using var keeping = builder.Build();
        keeping.Run(async http =>
        {
            connections.Enqueue(http.Connection.Id);
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("0");
        });
        await keeping.StartAsync(TestContext.Current.CancellationToken);
        using var odoo = new OdooClient(new OdooConnection { Instance = "main", Url = new Uri(keeping.Urls.First()), RatePerSecond = 1_000 }, new FixedKeys(Key), TimeProvider.System);

        for (var i = 0; i < 3; i++)
            Assert.True((await odoo.SearchCountAsync("res.partner", OdooDomain.All, cancellation: TestContext.Current.CancellationToken)).IsDone);

        Assert.Equal(3, connections.Distinct().Count());
    }

    [Fact]
    public async Task A_redirect_to_the_login_page_is_a_wrong_address_and_is_not_followed()
    {
        await using var server = new RawServer("HTTP/1.1 303 SEE OTHER\r\nLocation: /web/login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", RawServer.Ok("[]"));
        using var odoo = Client(server, OdooProtocol.Json2);

        var answer = await odoo.SearchCountAsync("res.partner", OdooDomain.All, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(OdooOutcome.Address, answer.Outcome);
        Assert.Single(server.Requests);
    }

    private static string Body(string request) => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    private static OdooClient Client(RawServer server, OdooProtocol protocol) => new(
        new OdooConnection { Instance = "main", Url = server.Url, Database = "plant", User = "connector@rig.example", Protocol = protocol },
        new FixedKeys(Key), TimeProvider.System);
}
