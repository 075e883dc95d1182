using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Commands;

/// <summary><c>odoo import</c> against a scripted Odoo.</summary>
public sealed class OdooImportTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData(19, "json2")]
    [InlineData(19, "jsonrpc")]
    public async Task A_site_is_read_once_and_written_as_a_plant_document_that_import_takes(int version, string protocol)
    {
        await using var peer = await PlantAsync(version);
        var file = _line.Folder.File("plant.json");

        var answer = await RunAsync(peer, "--out", file, $"--Odoo:main:Protocol={protocol}");
        Assert.True(answer.Code == ExitCode.Ok, answer.Error);
        Assert.StartsWith("joinery from main: 1 orders, 1 products, 1 work centers, 0 purchase orders, in ", answer.Output);
        Assert.Contains("WH/MO/00004 has no deadline; it is forecast, and cannot be late", answer.Output);
        Assert.EndsWith("1 to look at: 1 noDeadline.\n", answer.Output);
        Assert.Equal("joinery", PlantReader.Read(await File.ReadAllBytesAsync(file)).Document!.Site);
        Assert.DoesNotContain(peer.Calls.All, call => call.Method is "create" or "write" or "load" or "unlink");
        Assert.Equal(ExitCode.Ok, (await _line.RunAsync("import", file)).Code);
    }

    [Fact]
    public async Task The_machine_form_has_the_findings()
    {
        await using var peer = await PlantAsync(19);

        var answer = Assert.Single((await RunAsync(peer, "--json")).Json);
        var finding = Assert.Single(answer.GetProperty("findings").EnumerateArray());
        Assert.Equal(("noDeadline", "mrp.production", 4), (finding.GetProperty("kind").GetString(), finding.GetProperty("model").GetString(), finding.GetProperty("id").GetInt32()));
        Assert.Equal(1, answer.GetProperty("findingCounts").GetProperty("noDeadline").GetInt32());
    }

    [Fact]
    public async Task A_wrong_warehouse_is_one_line_with_those_there_are()
    {
        await using var peer = await PlantAsync(19);

        var answer = await RunAsync(peer, "--Odoo:main:Warehouses=XX");
        Assert.Equal((ExitCode.Usage, "Odoo:main:Warehouses: 'XX' is not there: write one of 'WH'\n"), (answer.Code, answer.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task An_Odoo_that_does_not_let_the_twin_in_is_one_line()
    {
        await using var peer = await PlantAsync(19);

        var answer = await _line.RunAsync("odoo", "import", $"--Odoo:main:Url={peer.Url}", $"--Odoo:main:Database={OdooPeer.Database}", "--Odoo:main:ApiKey=wrong");
        Assert.Equal(ExitCode.OdooUnavailable, answer.Code);
        Assert.StartsWith("Odoo:main: ", answer.Error);
        Assert.DoesNotContain("wrong", answer.Error);
    }

    private Task<CommandLine.Answer> RunAsync(OdooPeer peer, params string[] arguments) => _line.RunAsync(
    [
        "odoo", "import", .. arguments, $"--Odoo:main:Url={peer.Url}", $"--Odoo:main:Database={OdooPeer.Database}", $"--Odoo:main:User={peer.Connector.Login}",
        $"--Odoo:main:ApiKey={OdooPeer.Key}", "--Odoo:main:Site=joinery", "--Odoo:main:RatePerSecond=1000",
    ]);

    private static async Task<OdooPeer> PlantAsync(int version)
    {
        var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Version = version });
        peer.Add("mrp.workcenter", new { id = 7, name = "Gluing", code = "GLUE", resource_calendar_id = 1 });
        var product = peer.Add("product.product", new { name = "Table", default_code = "TABLE", type = "consu" });
        peer.Add("mrp.production", new { id = 4, name = "WH/MO/00004", state = "confirmed", product_id = product, product_qty = 2.0, date_start = "2026-11-02 07:00:00" });
        peer.Add("mrp.workorder", new { name = "Glue", state = "ready", production_id = 4, workcenter_id = 7, duration_expected = 30.0 });
        return peer;
    }
}
