using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Commands;

/// <summary><c>scenario …</c> and <c>stress</c>, over an imported plant.</summary>
public sealed class ScenarioCommandTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    private Task<CommandLine.Answer> RunAsync(params string[] arguments) => _line.RunAsync([.. arguments, "--site", Plants.Site, "--Twin:Clock=journal"]);

    private Task<CommandLine.Answer> KeepAsync(string name, string edits) => RunAsync("scenario", "keep", _line.Folder.Write("edits.json", edits), "--name", name, "--json");

    private async Task<string> KeptAsync(string name, string edits)
    {
        var kept = await KeepAsync(name, edits);
        Assert.True(kept.Code == ExitCode.Ok, kept.Error);
        return kept.Json[0].GetProperty("scenario").GetProperty("id").GetString()!;
    }

    private async Task ImportAsync() => Assert.Equal(ExitCode.Ok, (await _line.RunAsync("import", _line.Folder.Write("plant.json", Plants.OneMill))).Code);

    private static string Capacity(int units) => $$"""[{"kind":"setCapacity","workCenter":"WC-MILL","capacity":{{units}}}]""";

    [Fact]
    public async Task A_scenario_is_kept_shown_compared_committed_and_deleted()
    {
        await ImportAsync();
        var (two, three) = (await KeptAsync("Two", Capacity(2)), await KeptAsync("Three", $$"""{"edits":{{Capacity(3)}}}"""));

        var list = await RunAsync("scenario", "list", "--json");
        Assert.Equal(["Three", "Two"], list.Json[0].EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.StartsWith("id,name,owner,note,edits,basePosition,lateOrders,tardinessMinutes,madeAt,expiresAt,committedAt\r\n", (await RunAsync("scenario", "list", "--csv")).Output, StringComparison.Ordinal);
        Assert.Contains("It holds: nothing that matters", (await RunAsync("scenario", "show", two)).Output, StringComparison.Ordinal);

        var compared = await RunAsync("scenario", "compare", two, three, "--json");
        Assert.Equal(2, compared.Json[0].GetProperty("scenarios").GetArrayLength());
        Assert.Contains(two, (await RunAsync("scenario", "compare", two, three)).Output, StringComparison.Ordinal);
        Assert.StartsWith("scenario,order,p50Before", (await RunAsync("scenario", "compare", two, three, "--csv")).Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Ok, (await RunAsync("scenario", "rebase", two)).Code);
        var committed = await RunAsync("scenario", "commit", two, "--json");
        Assert.Equal("work-center/WC-MILL", committed.Json[0].GetProperty("decisions")[0].GetProperty("subject").GetString());
        Assert.Contains("wait for an approver", (await RunAsync("scenario", "commit", two)).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await RunAsync("scenario", "rebase", two)).Code);

        Assert.Equal(ExitCode.Ok, (await RunAsync("scenario", "delete", three)).Code);
        var gone = await RunAsync("scenario", "show", three);
        Assert.Equal((ExitCode.BadInput, true), (gone.Code, gone.Error.Contains(three, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""[{"kind":"cancelOrder","order":"MO-X"}]""", ExitCode.BadInput, "$.edits[0].order refers to an unknown order 'MO-X'")]
    [InlineData("[]", ExitCode.BadInput, "has no edits")]
    [InlineData("{", ExitCode.BadInput, "edits.json")]
    public async Task Edits_that_cannot_be_kept_are_refused_with_what_is_wrong(string edits, ExitCode code, string what)
    {
        await ImportAsync();
        var answer = await KeepAsync("x", edits);
        Assert.Equal(code, answer.Code);
        Assert.Contains(what, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_of_what_is_not_decided_here_fails_and_names_the_edit()
    {
        await ImportAsync();
        var id = await KeptAsync("Down", """[{"kind":"setEfficiency","workCenter":"WC-MILL","efficiency":2}]""");
        var answer = await RunAsync("scenario", "commit", id);
        Assert.Equal(ExitCode.Failed, answer.Code);
        Assert.Contains("$.edits[0] is assumed and not decided", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stress_test_ranks_as_a_table_as_json_and_as_csv()
    {
        await ImportAsync();
        var json = (await RunAsync("stress", "--kind", "workCenters", "--json")).Json[0];
        Assert.Equal("work-center/WC-MILL", json.GetProperty("items")[0].GetProperty("label").GetString());
        Assert.Contains("is down for a day", (await RunAsync("stress")).Output, StringComparison.Ordinal);
        Assert.StartsWith("what,text,lateOrders", (await RunAsync("stress", "--csv")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_shows_each_value_with_how_sure_it_is()
    {
        await ImportAsync();
        var file = _line.Folder.Write("sweep.json", """{"edit":{"kind":"setCapacity","workCenter":"WC-MILL"},"parameter":"capacity","values":[1,2]}""");
        var items = (await RunAsync("sweep", file, "--json")).Json[0].GetProperty("items");

        Assert.Equal(["1", "2"], items.EnumerateArray().Select(one => one.GetProperty("label").GetString()));
        Assert.True(items[0].GetProperty("difference").GetProperty("expectedTardinessMinutes").TryGetProperty("standardError", out _));
        Assert.Contains("run WC-MILL with 2 units", (await RunAsync("sweep", file)).Output, StringComparison.Ordinal);
        Assert.Equal(3, (await RunAsync("sweep", file, "--csv")).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        var wrong = await RunAsync("sweep", _line.Folder.Write("wrong.json", """{"edit":{"kind":"setCapacity","workCenter":"WC-MILL"},"parameter":"capacity","values":[0]}"""));
        Assert.Equal(ExitCode.BadInput, wrong.Code);
        Assert.Contains("$.edit (value 0).capacity must be 1 to 1000", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--kind", "weather")]
    [InlineData("--limit", "0")]
    public async Task A_wrong_stress_test_is_answered_with_what_is_right(string option, string value)
    {
        var answer = await RunAsync("stress", option, value);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(value, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_form_at_a_time()
    {
        await ImportAsync();
        Assert.Equal(ExitCode.Usage, (await RunAsync("scenario", "list", "--json", "--csv")).Code);
    }
}
