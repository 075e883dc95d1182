using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Hosting;

public sealed class ServeTests : IDisposable
{
    private const string AnyPort = "--urls=http://127.0.0.1:0";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task The_server_greets_in_five_lines_serves_and_stops_in_good_order(string signal)
    {
        await using var silo = SiloProcess.Start(_folder.Path, ["serve", AnyPort, "--Twin:Demo=false"]);
        var lines = await silo.ReadLinesAsync(5);
        using var client = Client(lines);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Token)).StatusCode);
        using var plant = new StringContent(Plants.OneMill, MediaTypeHeaderValue.Parse("application/json"));
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("/api/v1/sites/lyon/plant", plant, Token)).StatusCode);
        var (code, rest, error) = await silo.StopAsync(signal);

        Assert.Equal(["Address", "Key", "Engine", "Store", "Sites"], lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("embedded", lines[2]);
        Assert.Contains("sqlite", lines[3], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", rest);
        Assert.Equal("", error);
        Assert.Equal((int)ExitCode.Ok, code);
        Assert.True(Directory.Exists(_folder.File("data")), "data/ is relative to the current directory");
    }

    [Fact]
    public async Task With_nothing_configured_the_demonstration_shows_orders_at_risk_with_their_causes()
    {
        await using var silo = SiloProcess.Start(_folder.Path, [AnyPort]);
        var lines = await silo.ReadLinesAsync(5);
        using var client = Client(lines);

        var orders = await client.GetFromJsonAsync<JsonElement>("/api/v1/sites/demo/orders?risk=late,atRisk&minPosition=2", Token);
        var (code, _, error) = await silo.StopAsync("TERM");

        Assert.StartsWith("Sites    demo (the demonstration plant", lines[4]);
        var worst = orders.GetProperty("items")[0];
        Assert.NotEqual(0, worst.GetProperty("causes").GetArrayLength());
        Assert.Equal((int)ExitCode.Ok, code);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task A_server_with_an_Odoo_shows_its_orders_and_no_demonstration()
    {
        await using var peer = await OdooPeer.StartAsync();
        peer.Add("mrp.workcenter", new { id = 7, name = "Gluing", code = "GLUE", resource_calendar_id = 1 });
        var product = peer.Add("product.product", new { name = "Table", default_code = "TABLE", type = "consu" });
        peer.Add("mrp.production", new { id = 4, name = "WH/MO/00004", state = "confirmed", product_id = product, product_qty = 2.0, date_start = "2026-11-02 07:00:00", date_deadline = "2026-11-02 17:00:00" });
        peer.Add("mrp.workorder", new { name = "Glue", state = "ready", production_id = 4, workcenter_id = 7, duration_expected = 30.0 });
        await using var silo = SiloProcess.Start(_folder.Path,
            ["serve", AnyPort, $"--Odoo:main:Url={peer.Url}", $"--Odoo:main:Database={OdooPeer.Database}", $"--Odoo:main:ApiKey={OdooPeer.Key}", "--Odoo:main:Site=joinery", "--Odoo:main:RatePerSecond=500", "--Odoo:main:PollSeconds=1"]);
        var lines = await silo.ReadLinesAsync(5);
        using var client = Client(lines);

        await WaitForAsync(async () => (await client.GetAsync("/api/v1/sites/joinery/orders/WH%2FMO%2F00004", Token)).IsSuccessStatusCode, "the order of Odoo");
        peer.Edit("mrp.production", 4, new { priority = "1" });
        await WaitForAsync(async () => (await client.GetFromJsonAsync<JsonElement>("/api/v1/sites/joinery/orders/WH%2FMO%2F00004", Token)).GetProperty("priority").GetInt32() == 1, "its new priority");

        var order = await client.GetFromJsonAsync<JsonElement>("/api/v1/sites/joinery/orders/WH%2FMO%2F00004", Token);
        Assert.Equal("late", order.GetProperty("risk").GetString());
        Assert.DoesNotContain("demonstration", lines[4]);
        Assert.Equal((int)ExitCode.Ok, (await silo.StopAsync("TERM")).Code);
    }

    private static async Task WaitForAsync(Func<Task<bool>> condition, string what)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(60);
        while (!await condition())
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"waited in vain for {what}");
    }

    [Fact]
    public async Task The_key_is_shown_at_the_first_start_only()
    {
        await using (var first = SiloProcess.Start(_folder.Path, [AnyPort, "--Twin:Demo=false"]))
        {
            Assert.Contains("?key=", (await first.ReadLinesAsync(5))[1]);
            await first.StopAsync("TERM");
        }
        await using var second = SiloProcess.Start(_folder.Path, [AnyPort, "--Twin:Demo=false"]);

        Assert.Equal("Key      made at an earlier start", (await second.ReadLinesAsync(5))[1]);
        await second.StopAsync("TERM");
    }

    [Fact]
    public async Task The_environment_configures_it_and_the_command_line_wins()
    {
        var environment = new Dictionary<string, string> { ["Twin__Data"] = _folder.File("elsewhere"), ["Twin__Demo"] = "true", ["Auth__BootstrapKey"] = "a-key-of-the-test-of-32-characters" };
        await using var silo = SiloProcess.Start(_folder.Path, [AnyPort, "--Twin:Demo", "false"], environment);
        var lines = await silo.ReadLinesAsync(5);
        using var client = Client(lines[0], environment["Auth__BootstrapKey"]);
        var sites = await client.GetFromJsonAsync<JsonElement>("/api/v1/sites", Token);
        await silo.StopAsync("TERM");

        Assert.True(Directory.Exists(_folder.File("elsewhere")));
        Assert.Equal("Key      as Auth:BootstrapKey says", lines[1]);
        Assert.Equal(0, sites.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_value_stops_the_start_with_one_line()
    {
        await using var silo = SiloProcess.Start(_folder.Path, ["--Twin:Engine=cluster"]);

        var (code, output, error) = await silo.WaitAsync();

        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Equal("", output);
        Assert.Equal("Twin:Engine: 'cluster' is not one of its values: write embedded or orleans", error.Trim());
    }

    [Fact]
    public async Task A_taken_address_stops_the_start_with_one_line()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        await using var silo = SiloProcess.Start(_folder.Path, [$"--urls=http://127.0.0.1:{((IPEndPoint)holder.LocalEndpoint).Port}", "--Twin:Demo=false"]);

        var (code, output, error) = await silo.WaitAsync();

        Assert.Equal((int)ExitCode.AddressUnavailable, code);
        Assert.Equal("", output);
        Assert.Contains("in use", error);
        Assert.Contains("--urls", error);
        Assert.Single(error.Trim().Split('\n'));
    }

    /// <summary>With the one-time key of the greeting.</summary>
    internal static HttpClient Client(IReadOnlyList<string> greeting) => Client(greeting[0], greeting[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    internal static HttpClient Client(string addressLine, string key) => new()
    {
        BaseAddress = new Uri(addressLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };
}
