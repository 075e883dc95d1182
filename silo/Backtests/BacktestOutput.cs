using System.Globalization;
using Spectre.Console;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Backtests;

/// <summary>A backtest as tables.</summary>
internal static class BacktestOutput
{
    public static void Write(Terminal terminal, BacktestReport report)
    {
        terminal.Output.WriteLine($"Forecast: {report.Target}.");
        terminal.Output.WriteLine(report.Forecasts == 0
            ? "0 forecasts: the log holds nothing behind the moments they are made at. It is too short (three orders of an event log are done before the first forecast), or --from leaves none."
            : string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Forecasts} forecasts from {CellText.Time(report.From)} to {CellText.Time(report.To)}, of which the log cuts off {report.Censored}. Losses in {report.Unit}."));
        foreach (var assumption in report.Assumptions)
            terminal.Output.WriteLine($"  taken plainly: {assumption}");
        if (report.Forecasts == 0)
            return;
        terminal.Output.WriteLine();

        var all = Columns(new Table().Title("All").AddColumn("method"));
        foreach (var method in report.Methods)
            all.AddRow([Markup.Escape(method.Name), .. Cells(method.All, report.Unit)]);
        terminal.Write(all);
        if (report.Methods.FirstOrDefault() is not { } twin)
            return;
        if (twin.EndedOnly is not null)
        {
            var ended = Columns(new Table().Title("Only what the log shows the end of: favours forecasts that are too early").AddColumn("method"));
            foreach (var method in report.Methods)
                ended.AddRow([Markup.Escape(method.Name), .. Cells(method.EndedOnly!, report.Unit)]);
            terminal.Write(ended);
        }
        var months = Columns(new Table().Title($"{Markup.Escape(twin.Name)}, by month of the forecast").AddColumn("month"));
        foreach (var month in twin.Months)
            months.AddRow([month.Month, .. Cells(month.Score, report.Unit)]);
        terminal.Write(months);
        if (twin.All.Late is { } late)
            Late(terminal, late);
    }

    private static void Late(Terminal terminal, LateFigures late)
    {
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Late probability: Brier {late.Brier:0.000}, skill {late.Skill:0.00} against the base rate {late.BaseRate:0.00}, of {late.Count}."));
        var table = new Table().AddColumns("said", "came", "forecasts");
        foreach (var bin in late.Reliability)
            table.AddRow(CellText.Share(bin.Said), CellText.Share(bin.Came), bin.Count.ToString(CultureInfo.InvariantCulture));
        terminal.Write(table);
    }

    private static Table Columns(Table table) =>
        table.AddColumns("n", "by p50", "by p80", "by p95", "loss p50", "loss p80", "loss p95", "CRPS", "p50 off by");

    private static string[] Cells(ScoreFigures score, string unit) =>
    [
        score.Count.ToString(CultureInfo.InvariantCulture),
        CellText.Share(score.Coverage.P50), CellText.Share(score.Coverage.P80), CellText.Share(score.Coverage.P95),
        Loss(score.Pinball.P50, unit), Loss(score.Pinball.P80, unit), Loss(score.Pinball.P95, unit), Loss(score.Crps, unit), Loss(score.MeanAbsoluteError, unit),
    ];

    private static string Loss(double? loss, string unit) => loss?.ToString(unit == "days" ? "0.000" : "0.0", CultureInfo.InvariantCulture) ?? "";
}
