using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Tests.Commands;

/// <summary><c>scorecard</c> and <c>variance</c>, over a replayed morning.</summary>
public sealed class ScorecardTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    private async Task ReplayAsync() => await _line.RunAsync(
        "replay", _line.Folder.Write("events.ndjson", string.Join("\n", Plants.Events)), "--plant", _line.Folder.Write("plant.json", Plants.OneMill), "--forecast-every", "1h");

    [Fact]
    public async Task A_replayed_morning_has_its_forecasts_scored_and_kept()
    {
        await ReplayAsync();

        var answer = await _line.RunAsync("scorecard", "--site", Plants.Site, "--json", "--Twin:Clock=journal");

        Assert.Equal(ExitCode.Ok, answer.Code);
        var card = Assert.Single(answer.Json);
        Assert.InRange(card.GetProperty("scored").GetInt32(), 1, 9);
        Assert.InRange(card.GetProperty("pending").GetInt32(), 1, 9);
        Assert.Equal(["twin", "plannedDate", "promisedDate"], card.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()).Where(name => name != "lastForecast"));
    }

    [Fact]
    public async Task A_scorecard_for_people_is_a_table()
    {
        await ReplayAsync();

        var answer = await _line.RunAsync("scorecard", "--site", Plants.Site, "--Twin:Clock=journal");

        Assert.Contains("promisedDate", answer.Output);
        Assert.Contains("release", answer.Output);
        Assert.Contains("wait for their order's finish", answer.Output);
    }

    [Theory]
    [InlineData("--horizon", "9d")]
    [InlineData("--from", "March")]
    public async Task A_wrong_question_is_answered_with_what_is_right(string option, string value)
    {
        var answer = await _line.RunAsync("scorecard", "--site", Plants.Site, option, value);

        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(value, answer.Error);
    }

    [Fact]
    public async Task A_variance_shows_plan_forecast_and_what_came()
    {
        await ReplayAsync();

        var answer = await _line.RunAsync("variance", "--site", Plants.Site, "--by", "product", "--json", "--Twin:Clock=journal");
        var shown = await _line.RunAsync("variance", "--site", Plants.Site, "--Twin:Clock=journal");

        var row = Assert.Single(answer.Json[0].GetProperty("items").EnumerateArray());
        Assert.Equal("P-100", row.GetProperty("id").GetString());
        Assert.Equal((60.0, 70.0), (row.GetProperty("done").GetProperty("work").GetProperty("planned").GetDouble(), row.GetProperty("done").GetProperty("work").GetProperty("actual").GetDouble()));
        Assert.Equal(21, row.GetProperty("done").GetProperty("finish").GetProperty("variance").GetDouble(), 3);
        Assert.Contains("MO-2", shown.Output);
    }

    [Fact]
    public async Task A_site_that_is_not_there_is_bad_input()
    {
        var answer = await _line.RunAsync("variance", "--site", "nowhere");

        Assert.Equal((ExitCode.BadInput, true), (answer.Code, answer.Error.Contains("there is no site nowhere", StringComparison.Ordinal)));
    }
}
