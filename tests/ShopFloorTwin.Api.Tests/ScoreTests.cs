using System.Net;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Api.Tests.Fakes;

namespace ShopFloorTwin.Api.Tests;

/// <summary>The scorecard and the variances, as answers and as a page.</summary>
public sealed class ScoreTests
{
    private static ScoreFigures Figures(double p80, LateFigures? late = null) => new(200, new(0.48, p80, 0.94), new(300, 220, 90), 400, 610, late);

    internal static ScorecardView Card { get; } = new()
    {
        Site = "lyon", Scored = 200, Pending = 30, Dropped = 2, AfterTheFact = 1,
        Methods =
        [
            new("twin", "The twin", Figures(0.79), Figures(0.79), [new("2026-10", Figures(0.7)), new("2026-11", Figures(0.85))], [new(ScoreHorizon.Release, Figures(0.6)), new(ScoreHorizon.Hours8, Figures(0.9))]),
            new("promisedDate", "Due \"<b>", Figures(0.3) with { Crps = 800 }, Figures(0.79), [], []),
        ],
        Late = new LateFigures(200, 0.12, 0.3, 0.43, [new(120, 0.05, 0.08), new(80, 0.8, 0.7)]),
        Drift = [new Drift(DriftKind.Later, "Since 12 March 2026 orders finish later than forecast.", FakeSite.AsOf, 40, 50, new(0.3, 0.61, 0.9))],
        Position = 7, AsOf = FakeSite.AsOf,
    };

    [Fact]
    public async Task The_scorecard_tells_methods_months_horizons_lateness_and_drift()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Card = Card;

        var answer = await (await host.Client().GetAsync("/api/v1/sites/lyon/scorecard?from=2026-03&to=2026-11&horizon=7d")).JsonAsync();

        Assert.Equal(new ScorecardQuery(12 * 2026 + 2, 12 * 2026 + 10, ScoreHorizon.Days7), host.Lyon.LastScorecardQuery);
        Assert.Equal((200, 30, 7), ((int)answer["scored"]!, (int)answer["pending"]!, (int)answer["position"]!));
        Assert.Equal("twin", (string)answer["methods"]![0]!["name"]!);
        Assert.Equal(0.79, (double)answer["methods"]![0]!["all"]!["coverage"]!["p80"]!);
        Assert.Equal("2026-10", (string)answer["methods"]![0]!["months"]![0]!["month"]!);
        Assert.Equal("8h", (string)answer["methods"]![0]!["horizons"]![1]!["horizon"]!);
        Assert.Equal(0.12, (double)answer["late"]!["brier"]!);
        Assert.Equal(0.7, (double)answer["late"]!["reliability"]![1]!["came"]!);
        Assert.Equal("later", (string)answer["drift"]![0]!["kind"]!);
        Assert.NotNull(answer["asOf"]);
    }

    [Theory]
    [InlineData("scorecard?from=March")]
    [InlineData("scorecard?to=2026-13")]
    [InlineData("scorecard?horizon=9d")]
    [InlineData("variance?by=customer")]
    public async Task A_wrong_question_is_a_problem_that_names_the_parameter(string question)
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await host.Client().GetAsync($"/api/v1/sites/lyon/{question}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"'{question.Split('?', '=')[1]}'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variances_are_asked_for_by_what_they_are_summed_up_by()
    {
        await using var host = await ApiHost.StartAsync();
        var work = new VarianceFigures(60, new(50, 60, 70, 80), 90, 30);
        host.Lyon.VarianceList.Add(new VarianceView
        {
            By = VarianceBy.WorkCenter, Id = "WC-1", Name = "Mill", Done = new(3, null, work, null, null), Open = null,
            New = new("work", FakeSite.AsOf, 0.02, 0.5, 12, "Since …"),
        });

        var answer = await (await host.Client().GetAsync("/api/v1/sites/lyon/variance?by=workCenter&limit=5")).JsonAsync();

        Assert.Equal(new VarianceQuery(VarianceBy.WorkCenter, null, 5), host.Lyon.LastVarianceQuery);
        var row = answer["items"]![0]!;
        Assert.Equal(("workCenter", 30.0, 80.0), ((string)row["by"]!, (double)row["done"]!["work"]!["variance"]!, (double)row["done"]!["work"]!["predicted"]!["p95"]!));
        Assert.Equal(12, (int)row["new"]!["count"]!);
    }

    [Fact]
    public async Task The_page_shows_coverage_reliability_the_baselines_and_what_has_changed()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Card = Card;

        var page = await host.Client().GetStringAsync("/board/lyon/scorecard");

        Assert.Contains("79 % done by p80, 80 % is right", page, StringComparison.Ordinal);
        Assert.Contains("said 80 %: 70 % of 80 came late", page, StringComparison.Ordinal);
        Assert.Contains("Since 12 March 2026 orders finish later than forecast.", page, StringComparison.Ordinal);
        Assert.Contains("Promised date", page, StringComparison.Ordinal);
        Assert.Contains("50 %</td></tr>", page, StringComparison.Ordinal);
        Assert.Contains("8 hours before due", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"<b>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/board/lyon/scorecard\">Scorecard</a>", await host.Client().GetStringAsync("/board/lyon"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_scores_says_so()
    {
        await using var host = await ApiHost.StartAsync();

        Assert.Contains("there is nothing to score", await host.Client().GetStringAsync("/board/lyon/scorecard"), StringComparison.Ordinal);
    }
}
