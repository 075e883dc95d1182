using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Learning.Scores.Ledger;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>scorecard --site</c>: how right the forecasts of a site were, beside what a planner would have gone by instead.</summary>
public static class ScorecardCommand
{
    public static Command Create(CommandContext context)
    {
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var from = new Option<string?>("--from") { Description = "First month of when the forecasts were made, as 2026-03; the oldest kept when left out." };
        var to = new Option<string?>("--to") { Description = "Last month, likewise; the newest when left out." };
        var horizon = new Option<string?>("--horizon") { Description = $"Forecasts of this moment of an order's life alone: {string.Join(", ", ScoreHorizons.Names)}." };
        var command = new Command("scorecard", "Shows how right the forecasts of a site were, beside what a planner would have gone by instead.") { site, from, to, horizon, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var query = new ScorecardQuery(Month("--from", parsed.GetValue(from)), Month("--to", parsed.GetValue(to)), Horizon(parsed.GetValue(horizon)));
            return (int)await RunAsync(context, parsed.GetRequiredValue(site), query, parsed.GetValue(context.Json), cancellation);
        });
        return command;
    }

    private static int? Month(string option, string? text) =>
        text is null ? null : ScoredMonth.Parse(text) ?? throw new CommandFailure(ExitCode.Usage, $"{option} is a month as 2026-03, not '{text}'");

    private static ScoreHorizon? Horizon(string? name)
    {
        if (name is null)
            return null;
        var place = ScoreHorizons.Names.ToList().IndexOf(name);
        return place >= 0 ? (ScoreHorizon)place : throw new CommandFailure(ExitCode.Usage, $"--horizon is one of {string.Join(", ", ScoreHorizons.Names)}, not '{name}'");
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string site, ScorecardQuery query, bool json, CancellationToken cancellation)
    {
        await using var open = await context.OpenAsync(context.ReadSettings(), $"GET /api/v1/sites/{site}/scorecard there", cancellation);
        var twin = await open.Engine.ReadAsync(site, cancellation);
        var card = await twin.ScorecardAsync(query, cancellation);
        if (json)
            context.Terminal.WriteJson(card, CommandJson.Options);
        else
            Show(context.Terminal, card);
        return ExitCode.Ok;
    }

    private static void Show(Terminal terminal, ScorecardView card)
    {
        var methods = Table("gone by").AddColumn("twin's CRPS on them");
        foreach (var method in card.Methods)
            methods.AddRow([Markup.Escape(method.Name), .. Cells(method.All), Hours(method.Twin.Crps)]);
        terminal.Write(methods);
        var horizons = Table("twin, forecast made");
        foreach (var one in card.Methods[0].Horizons)
            horizons.AddRow([ScoreHorizons.Names[(int)one.Horizon], .. Cells(one.Score)]);
        foreach (var one in card.Methods[0].Months)
            horizons.AddRow([$"in {one.Month}", .. Cells(one.Score)]);
        terminal.Write(horizons);
        if (card.Late is { } late)
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Late: Brier {late.Brier:0.000}, skill {late.Skill ?? double.NaN:0.00} against always saying {late.BaseRate:0 %}, {late.Count} forecasts."));
        foreach (var drift in card.Drift)
            terminal.Output.WriteLine(drift.Text);
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{card.Scored} forecasts scored, {card.Pending} wait for their order's finish; losses in hours; as of {CellText.Time(card.AsOf)} UTC."));
    }

    private static Table Table(string first) => new Table().AddColumns(first, "forecasts", "by p50", "by p80", "by p95", "off by", "loss p50", "loss p80", "loss p95", "CRPS");

    private static string[] Cells(ScoreFigures figures) =>
    [
        figures.Count.ToString(CultureInfo.InvariantCulture), CellText.Share(figures.Coverage.P50), CellText.Share(figures.Coverage.P80), CellText.Share(figures.Coverage.P95),
        Hours(figures.MeanAbsoluteError), Hours(figures.Pinball.P50), Hours(figures.Pinball.P80), Hours(figures.Pinball.P95), Hours(figures.Crps),
    ];

    private static string Hours(double? minutes) => (minutes / 60)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
}
