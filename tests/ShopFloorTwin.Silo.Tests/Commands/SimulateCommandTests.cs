using System.Text.Json;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Commands;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    private string Plant => _line.Folder.File("plant.json");

    private string Events => _line.Folder.File("events.ndjson");

    private Task<CommandLine.Answer> SimulateAsync(params string[] more) =>
        _line.RunAsync(["simulate", "--seed", "5", "--orders", "12", "--days", "10", "--plant", Plant, "--events", Events, .. more]);

    [Fact]
    public async Task A_simulated_plant_can_be_replayed_without_a_refusal()
    {
        var simulated = await SimulateAsync("--json");

        var replayed = await _line.RunAsync("replay", Events, "--plant", Plant, "--json");

        Assert.Equal(ExitCode.Ok, simulated.Code);
        Assert.Equal(ExitCode.Ok, replayed.Code);
        Assert.Contains($"\"accepted\":{simulated.Json[0].GetProperty("events").GetInt32()},", replayed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_writes_the_same_bytes()
    {
        await SimulateAsync();
        var (plant, events) = (await File.ReadAllBytesAsync(Plant, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Events, TestContext.Current.CancellationToken));

        await SimulateAsync();

        Assert.Equal(plant, await File.ReadAllBytesAsync(Plant, TestContext.Current.CancellationToken));
        Assert.Equal(events, await File.ReadAllBytesAsync(Events, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_truth_says_what_the_plant_document_does_not()
    {
        var file = _line.Folder.File("truth.json");
        var simulated = await SimulateAsync("--truth", file, "--json");

        var truth = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        Assert.Equal(simulated.Json[0].GetProperty("orders").GetInt32(), truth.GetProperty("finishes").EnumerateObject().Count());
        Assert.NotEqual(0, truth.GetProperty("truth").GetProperty("durations").GetArrayLength());
    }

    [Fact]
    public async Task A_simulated_plant_can_be_backtested_beside_its_baselines()
    {
        await SimulateAsync();

        var answer = await _line.RunAsync("backtest", Events, "--plant", Plant, "--all", "--json");

        Assert.Equal(ExitCode.Ok, answer.Code);
        Assert.Equal("simulation", answer.Json[0].GetProperty("kind").GetString());
        Assert.Equal(0, answer.Json[0].GetProperty("censored").GetInt32());
        Assert.Contains("promisedDate", answer.Json[0].GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Events_without_their_plant_are_a_fault_of_the_command_line()
    {
        await SimulateAsync();

        var answer = await _line.RunAsync("backtest", Events);

        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--plant is missing", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_named_by_its_line()
    {
        await SimulateAsync();
        await File.AppendAllTextAsync(Events, "{}\n", TestContext.Current.CancellationToken);
        var lines = File.ReadLines(Events).Count();

        var answer = await _line.RunAsync("backtest", Events, "--plant", Plant);

        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains($"line {lines}: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_no_fab_names_the_file_that_is_missing()
    {
        var answer = await _line.RunAsync("backtest", Directory.CreateDirectory(_line.Folder.File("fab")).FullName);

        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains("tool.txt.1l is missing", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--orders", "0")]
    [InlineData("--load", "7")]
    [InlineData("--faults", "-1")]
    [InlineData("--site", "no/site")]
    public async Task What_makes_no_plant_is_a_fault_of_the_command_line(string option, string value)
    {
        var answer = await _line.RunAsync("simulate", "--seed", "1", option, value);

        Assert.Equal(ExitCode.Usage, answer.Code);
    }
}
