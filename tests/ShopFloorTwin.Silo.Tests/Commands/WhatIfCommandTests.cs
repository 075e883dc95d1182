using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Commands;

/// <summary><c>what-if</c>, over an imported plant.</summary>
public sealed class WhatIfCommandTests : IDisposable
{
    private const string Cancel = """[{"kind":"cancelOrder","order":"MO-1"}]""";
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    private async Task<CommandLine.Answer> AskAsync(string edits, params string[] options)
    {
        await _line.RunAsync("import", _line.Folder.Write("plant.json", Plants.OneMill), "--Twin:Clock=journal");
        return await _line.RunAsync(["what-if", "--site", Plants.Site, _line.Folder.Write("edits.json", edits), "--Twin:Clock=journal", .. options]);
    }

    [Fact]
    public async Task The_answer_for_a_program_has_both_sides_and_the_orders_between()
    {
        var answer = await AskAsync($$"""{"name":"without MO-1","edits":{{Cancel}}}""", "--json", "--samples", "64");

        Assert.Equal(ExitCode.Ok, answer.Code);
        var json = Assert.Single(answer.Json);
        Assert.Equal("without MO-1", json.GetProperty("name").GetString());
        Assert.Equal(64, json.GetProperty("samples").GetInt32());
        Assert.Equal((2, 1), (json.GetProperty("base").GetProperty("kpis").GetProperty("openOrders").GetInt32(), json.GetProperty("scenario").GetProperty("kpis").GetProperty("openOrders").GetInt32()));
        Assert.Contains(json.GetProperty("orders").EnumerateArray(), order => order.GetProperty("order").GetString() == "MO-1" && order.GetProperty("change").GetString() == "gone");
    }

    [Fact]
    public async Task The_answer_for_people_is_a_table_and_says_that_nothing_is_applied()
    {
        var answer = await AskAsync(Cancel);

        Assert.Contains("gone", answer.Output);
        Assert.Contains("expected minutes late", answer.Output);
        Assert.Contains("Nothing is applied.", answer.Output);
        // It is still there.
        Assert.Contains("MO-1", (await _line.RunAsync("forecast", "--site", Plants.Site, "--Twin:Clock=journal")).Output);
    }

    [Fact]
    public async Task The_answer_for_a_spreadsheet_is_one_line_an_order()
    {
        var answer = await AskAsync(Cancel, "--csv");
        Assert.StartsWith("order,change,", answer.Output);
        Assert.Contains("\nMO-1,gone,", answer.Output);
    }

    [Theory]
    [InlineData("""[{"kind":"cancelOrder","order":"MO-9"}]""", "$.edits[0].order refers to an unknown order 'MO-9'")]
    [InlineData("""[{"kind":"fly"}]""", "has a kind that is not known")]
    [InlineData("nothing", "not well-formed JSON")]
    public async Task Edits_that_do_not_fit_end_with_bad_input_and_the_place(string edits, string says)
    {
        var answer = await AskAsync(edits);
        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains(says, answer.Error);
        Assert.Empty(answer.Output);
    }

    [Fact]
    public async Task A_site_or_a_file_that_is_not_there_is_named()
    {
        await AskAsync(Cancel);
        Assert.Contains("there is no site nowhere; there are lyon", (await _line.RunAsync("what-if", "--site", "nowhere", _line.Folder.File("edits.json"))).Error);
        Assert.Equal(ExitCode.BadInput, (await _line.RunAsync("what-if", "--site", Plants.Site, _line.Folder.File("none.json"))).Code);
        Assert.Equal(ExitCode.Usage, (await _line.RunAsync("what-if", _line.Folder.File("edits.json"))).Code);
    }
}
