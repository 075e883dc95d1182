using System.Text.Json;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Silo.Tests.Hosting;

namespace ShopFloorTwin.Silo.Tests.Commands;

/// <summary><c>odoo check</c> through the real program, against a scripted Odoo.</summary>
public sealed class OdooCheckTests
{
    [Theory]
    [InlineData(19, "json2")]
    [InlineData(19, "jsonrpc")]
    [InlineData(17, "jsonrpc")]
    public async Task An_odoo_with_everything_is_ready(int version, string protocol)
    {
        await using var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Version = version });

        var (code, output, error) = await CheckAsync(peer, $"--Odoo:main:Protocol={protocol}", "--Odoo:main:Warehouses=WH");

        Assert.True(code == ExitCode.Ok, output + error);
        Assert.StartsWith($"main: {peer.Url.AbsoluteUri.TrimEnd('/')}, Odoo {version}.0, {protocol}\n", output);
        Assert.Contains("connector@rig.example", output);
        Assert.Contains("mrp, stock, purchase, maintenance, project; not there: quality_control, helpdesk", output);
        Assert.Contains("main: Main plant, EUR, 1 of its warehouses", output);
        Assert.Contains("reads a second", output);
        Assert.EndsWith("main is ready.\n", output);
        Assert.All(peer.Calls.All, call => Assert.Contains(call.Method, (string[])["context_get", "read", "search_read", "has_access", "check_access_rights", "fields_get"]));
    }

    [Fact]
    public async Task The_machine_form_holds_the_same()
    {
        await using var peer = await OdooPeer.StartAsync();

        var (_, output, _) = await CheckAsync(peer, "--json");

        var instance = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("instances")[0];
        Assert.Equal("19.0", instance.GetProperty("version").GetString());
        Assert.True(instance.GetProperty("isReady").GetBoolean());
        Assert.True(instance.GetProperty("rate").GetProperty("callsPerSecond").GetDouble() > 0);
        Assert.Empty(instance.GetProperty("rightsMissing").EnumerateArray());
    }

    [Fact]
    public async Task A_missing_module_is_one_line_that_says_what_to_do()
    {
        await using var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Without = ["maintenance"] });

        Assert.Equal("module maintenance: is not installed, and stops are not seen and no request is raised without it: install it in Odoo (Apps)", await MendAsync(peer, ExitCode.Failed));
    }

    [Fact]
    public async Task A_missing_right_is_one_line_that_says_what_to_do()
    {
        await using var peer = await OdooPeer.StartAsync();
        peer.Connector.Forbid("maintenance.request", "write", "create");

        Assert.Equal(
            "right: connector@rig.example may not write or create maintenance.request: give the user the group 'Maintenance / Equipment Manager' in Odoo (Settings, Users)",
            await MendAsync(peer, ExitCode.Failed));
    }

    [Fact]
    public async Task A_right_that_only_some_decisions_want_is_a_note_and_not_in_the_way()
    {
        await using var peer = await OdooPeer.StartAsync();

        var (code, output, _) = await CheckAsync(peer);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("  note     right: connector@rig.example may not write product.product, and holds of stock leave no activity on the product: give the user the group 'Products / Create' in Odoo (Settings, Users)\n", output);
    }

    [Theory]
    [InlineData("json2")]
    [InlineData("jsonrpc")]
    public async Task A_wrong_key_is_one_line_that_says_what_to_do(string protocol)
    {
        await using var peer = await OdooPeer.StartAsync();

        var line = await MendAsync(peer, ExitCode.OdooUnavailable, $"--Odoo:main:Protocol={protocol}", "--Odoo:main:ApiKey=wrong-and-secret");

        Assert.StartsWith("Odoo:main:ApiKey: Odoo does not accept this key", line);
        Assert.Contains("make a new one", line);
    }

    [Theory]
    [InlineData("json2")]
    [InlineData("jsonrpc")]
    public async Task A_wrong_database_is_one_line_with_those_there_are(string protocol)
    {
        await using var peer = await OdooPeer.StartAsync();

        Assert.Equal(
            "Odoo:main:Database: Odoo has no database 'nosuchdb', or its PostgreSQL is down: write plant",
            await MendAsync(peer, ExitCode.OdooUnavailable, $"--Odoo:main:Protocol={protocol}", "--Odoo:main:Database=nosuchdb"));
    }

    [Fact]
    public async Task A_wrong_address_is_one_line_that_says_what_to_do()
    {
        await using var peer = await OdooPeer.StartAsync();
        await peer.GoAwayAsync();
        Assert.StartsWith($"Odoo:main:Url: no Odoo answers at {peer.Url.AbsoluteUri.TrimEnd('/')}: nothing takes the connection; check the address", await MendAsync(peer, ExitCode.OdooUnavailable));

        await peer.ComeBackAsync();
        Assert.Contains("is no Odoo (404)", await MendAsync(peer, ExitCode.OdooUnavailable, $"--Odoo:main:Url={peer.Url}elsewhere"));
    }

    [Fact]
    public async Task A_protocol_that_this_odoo_does_not_have_is_one_line_that_names_the_other()
    {
        await using var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Version = 17 });

        Assert.Equal("Odoo:main:Protocol: Odoo 17.0 has no JSON-2 (19 has): write jsonrpc, with Database and User", await MendAsync(peer, ExitCode.OdooUnavailable));
    }

    [Fact]
    public async Task A_warehouse_that_is_not_there_is_one_line_with_those_there_are()
    {
        await using var peer = await OdooPeer.StartAsync();

        Assert.Equal("Odoo:main:Warehouses: 'WX' is not there: write one of 'WH'", await MendAsync(peer, ExitCode.Failed, "--Odoo:main:Warehouses=WX"));
    }

    [Fact]
    public async Task Of_two_keys_the_one_that_ended_is_a_note_and_not_in_the_way()
    {
        await using var peer = await OdooPeer.StartAsync();

        var (code, output, _) = await CheckAsync(peer, "--Odoo:main:ApiKey2=ended-and-secret");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("note     Odoo:main:ApiKey2: Odoo does not accept this key", output);
        Assert.DoesNotContain("secret", output);
    }

    [Fact]
    public async Task With_no_odoo_configured_it_says_what_to_configure()
    {
        using var silo = new CommandLine();

        var answer = await silo.RunAsync("odoo", "check");

        Assert.Equal((ExitCode.Usage, "Odoo: no instance is configured: give Odoo:main:Url, Odoo:main:Database and Odoo:main:ApiKeyFile\n"), (answer.Code, answer.Error));
    }

    /// <summary>The one line there is to mend.</summary>
    private static async Task<string> MendAsync(OdooPeer peer, ExitCode expected, params string[] more)
    {
        var (code, output, error) = await CheckAsync(peer, more);
        Assert.True(code == expected, $"{code}: {output}{error}");
        Assert.DoesNotContain("secret", output + error);
        Assert.EndsWith("main is not ready: 1 to mend.\n", output);
        return Assert.Single(output.Split('\n'), line => line.StartsWith("  mend", StringComparison.Ordinal))[11..];
    }

    private static async Task<(ExitCode Code, string Output, string Error)> CheckAsync(OdooPeer peer, params string[] more)
    {
        using var folder = new TemporaryFolder();
        string[] given =
        [
            $"--Odoo:main:Url={peer.Url}", $"--Odoo:main:Database={OdooPeer.Database}", $"--Odoo:main:User={peer.Connector.Login}", $"--Odoo:main:ApiKey={OdooPeer.Key}", "--Odoo:main:RatePerSecond=500",
        ];
        await using var silo = SiloProcess.Start(folder.Path, ["odoo", "check", .. given, .. more]);
        var (code, output, error) = await silo.WaitAsync();
        return ((ExitCode)code, output, error);
    }
}
