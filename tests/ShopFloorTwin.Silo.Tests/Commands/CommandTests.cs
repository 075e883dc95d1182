using Microsoft.Data.Sqlite;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace ShopFloorTwin.Silo.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    private string PlantFile => _line.Folder.Write("plant.json", Plants.OneMill);

    private string EventFile => _line.Folder.Write("events.ndjson", string.Join("\n", Plants.Events));

    [Fact]
    public async Task An_imported_plant_can_be_forecast()
    {
        var imported = await _line.RunAsync("import", PlantFile, "--json", "--Twin:Clock=journal");
        var forecast = await _line.RunAsync("forecast", "--site", Plants.Site, "--json", "--Twin:Clock=journal");

        Assert.Equal(ExitCode.Ok, imported.Code);
        Assert.Equal(2, imported.Json[0].GetProperty("orders").GetInt32());
        Assert.Equal(ExitCode.Ok, forecast.Code);
        var orders = forecast.Json[0].GetProperty("items");
        Assert.Equal(2, orders.GetArrayLength());
        Assert.Equal("MO-2", orders[0].GetProperty("id").GetString());
        Assert.Equal("late", orders[0].GetProperty("risk").GetString());
    }

    [Fact]
    public async Task A_forecast_for_people_is_a_table()
    {
        await _line.RunAsync("import", PlantFile, "--Twin:Clock=journal");

        var forecast = await _line.RunAsync("forecast", "--site", Plants.Site, "--Twin:Clock=journal");

        Assert.Contains("MO-1", forecast.Output);
        Assert.Contains("2 open orders, as of 2026-11-02 05:00 UTC.", forecast.Output);
    }

    [Fact]
    public async Task A_plant_that_is_not_valid_is_answered_with_the_places()
    {
        var file = _line.Folder.Write("plant.json", Plants.OneMill.Replace("\"quantity\": 10,", "\"quantity\": -10,", StringComparison.Ordinal));

        var answer = await _line.RunAsync("import", file);

        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains("$.orders[0].quantity", answer.Error);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_bad_input()
    {
        var answer = await _line.RunAsync("import", _line.Folder.File("nowhere.json"));

        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains("nowhere.json", answer.Error);
    }

    [Fact]
    public async Task A_replay_scores_its_forecasts_against_what_happened()
    {
        var answer = await _line.RunAsync("replay", EventFile, "--plant", PlantFile, "--forecast-every", "1h", "--json");

        Assert.Equal(ExitCode.Ok, answer.Code);
        var forecasts = answer.Json.Where(line => line.GetProperty("kind").GetString() == "forecast").ToList();
        var result = answer.Json[^1].GetProperty("result");
        Assert.Equal(4, result.GetProperty("accepted").GetInt32());
        Assert.Contains(forecasts, line => line.GetProperty("forecast").GetProperty("order").GetString() == "MO-1");
        var score = result.GetProperty("score");
        Assert.Equal(1, score.GetProperty("scored").GetInt32());
        Assert.True(score.GetProperty("stillOpen").GetInt32() >= 1);
    }

    [Fact]
    public async Task A_replay_run_twice_takes_every_event_once()
    {
        await _line.RunAsync("replay", EventFile, "--plant", PlantFile);

        var again = await _line.RunAsync("replay", EventFile, "--site", Plants.Site, "--json");

        Assert.Equal(0, again.Json[0].GetProperty("result").GetProperty("accepted").GetInt32());
        Assert.Equal(4, again.Json[0].GetProperty("result").GetProperty("duplicates").GetInt32());
    }

    [Fact]
    public async Task Events_that_are_refused_are_named_by_line_and_the_rest_is_taken()
    {
        var events = _line.Folder.Write("events.ndjson", $"{Plants.Events[0]}\nnonsense\n{Plants.Event("e9", "operation.started.v1", "2026-11-02T05:10:00Z", "order/MO-9", """{ "operation": "10" }""")}");

        var answer = await _line.RunAsync("replay", events, "--plant", PlantFile);

        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains("line 2 ", answer.Error);
        Assert.Contains("line 3 (e9)", answer.Error);
        Assert.Contains("1 accepted, 0 duplicates, 2 refused", answer.Output);
    }

    [Fact]
    public async Task A_sound_store_is_verified_with_its_snapshots()
    {
        await _line.RunAsync("replay", EventFile, "--plant", PlantFile);

        var answer = await _line.RunAsync("verify", "--json");

        Assert.Equal(ExitCode.Ok, answer.Code);
        var site = answer.Json[0].GetProperty("sites")[0];
        Assert.Equal(5, site.GetProperty("records").GetInt32());
        Assert.True(site.GetProperty("snapshots").GetInt32() >= 1);
    }

    [Fact]
    public async Task A_journal_with_a_gap_is_found()
    {
        await _line.RunAsync("replay", EventFile, "--plant", PlantFile);
        await RemoveRecordAsync(3);

        var answer = await _line.RunAsync("verify");

        Assert.Equal(ExitCode.Failed, answer.Code);
        Assert.Contains("3", answer.Output);
        Assert.Contains("Not sound", answer.Output);
    }

    [Fact]
    public async Task A_data_folder_in_use_is_refused_with_what_to_do_instead()
    {
        var settings = new TwinSettingsReader(new ConfigurationBuilder().AddInMemoryCollection([new("Twin:Data", _line.Data)]).Build()).Read();
        await using var holder = await OpenTwin.OpenAsync(settings, serves: false, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

        var answer = await _line.RunAsync("import", PlantFile);

        Assert.Equal(ExitCode.StoreUnavailable, answer.Code);
        Assert.Contains("in use", answer.Error);
        Assert.Contains("PUT it to /api/v1/sites/lyon/plant", answer.Error);
        Assert.Single(answer.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("serv")]
    [InlineData("import")]
    [InlineData("forecast")]
    [InlineData("verify", "--jsn")]
    [InlineData("replay", "x", "--speed", "fast")]
    [InlineData("replay", "x", "--speed", "0")]
    [InlineData("replay", "x", "--forecast-every", "week")]
    [InlineData("verify", "--Twin:Dta=x")]
    [InlineData("verify", "--Twin:Engine=cluster")]
    [InlineData("import", "plant.json", "--Twin:Engine=orleans")]
    public async Task A_wrong_command_line_ends_with_one_line_and_the_code_for_it(params string[] arguments)
    {
        _line.Folder.Write("plant.json", Plants.OneMill);

        var answer = await _line.RunAsync([.. arguments.Select(argument => argument.EndsWith(".json", StringComparison.Ordinal) ? PlantFile : argument)]);

        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Single(answer.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--from must be a time, as 2012-02-15T00:00:00Z, not '2012-99' (see --help)", "backtest", "x", "--from", "2012-99")]
    [InlineData("--limit must be a whole number, not 'many' (see --help)", "stress", "--site", "x", "--limit", "many")]
    [InlineData("--kind must be one of Deliveries, EventLog, Events, Smt2020, not 'Foo' (see --help)", "backtest", "x", "--kind", "Foo")]
    [InlineData("Argument 'foo' not recognized. Must be one of: 'order' 'workCenter' 'product' 'supplier' 'week' (see --help)", "variance", "--site", "x", "--by", "foo")]
    public async Task A_wrong_value_is_answered_with_what_would_be_right(string says, params string[] arguments)
    {
        var answer = await _line.RunAsync(arguments);

        Assert.Equal((ExitCode.Usage, says), (answer.Code, answer.Error.Trim()));
    }

    [Theory]
    [InlineData("", "the log is empty")]
    [InlineData("case_id;activity;start_timestamp;timestamp\n1;Saw;2012-01-01;2012-01-02\n", "its columns are those of no kind of log known here: case_id;activity;start_timestamp;timestamp. An event log has case_id, activity, start_timestamp and timestamp,")]
    [InlineData("case_id,start_timestamp,timestamp\n1,2012-01-01,2012-01-02\n", "no kind of log known here: case_id,start_timestamp,timestamp.")]
    public async Task A_log_of_no_kind_is_refused_with_the_columns_it_has_and_those_it_needs(string log, string says)
    {
        _line.Folder.Write("log.csv", log);
        var answer = await _line.RunAsync("backtest", _line.Folder.File("log.csv"));

        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_too_short_to_forecast_anything_says_so()
    {
        _line.Folder.Write("log.csv", "case_id,activity,start_timestamp,timestamp\n1,Packing,2012/01/01 06:00:00,2012/01/01 07:00:00\n");
        var answer = await _line.RunAsync("backtest", _line.Folder.File("log.csv"));

        Assert.Equal(ExitCode.Ok, answer.Code);
        Assert.Contains("0 forecasts: the log holds nothing behind the moments they are made at.", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var answer = await _line.RunAsync("--help");

        Assert.Equal(ExitCode.Ok, answer.Code);
        Assert.All(["serve", "import", "replay", "forecast", "verify", "convert"], command => Assert.Contains(command, answer.Output));
    }

    private async Task RemoveRecordAsync(int position)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_line.Data, "twin.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var delete = connection.CreateCommand();
        delete.CommandText = "DELETE FROM journal WHERE seq = (SELECT seq FROM journal ORDER BY seq LIMIT 1 OFFSET $before)";
        delete.Parameters.AddWithValue("$before", position - 1);
        Assert.Equal(1, await delete.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
