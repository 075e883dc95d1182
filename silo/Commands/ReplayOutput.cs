using System.Globalization;
using Spectre.Console;
using ShopFloorTwin.Silo.Replays;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>What a replay prints: forecasts as they are made, the score at the end. With <c>--json</c> one line each.</summary>
internal sealed class ReplayOutput(Terminal terminal, bool json)
{
    private const int OrdersShown = 10;

    private sealed record ForecastLine(string Kind, MadeForecast Forecast);

    private sealed record ResultLine(string Kind, ReplayResult Result);

    public void Forecasts(IReadOnlyList<MadeForecast> made)
    {
        if (json)
        {
            foreach (var forecast in made)
                terminal.WriteJson(new ForecastLine("forecast", forecast), CommandJson.Options);
            return;
        }
        if (made.Count == 0)
            return;
        terminal.Output.WriteLine($"{CellText.Time(made[0].AsOf)}: {made.Count} open orders, the worst {Math.Min(OrdersShown, made.Count)}:");
        var table = new Table().AddColumns("order", "due", "p10", "p50", "p80", "p95", "late", "risk", "cause");
        foreach (var order in made.Take(OrdersShown))
            table.AddRow(
                Markup.Escape(order.Order), CellText.Time(order.Due),
                CellText.Time(order.Forecast.P10), CellText.Time(order.Forecast.P50), CellText.Time(order.Forecast.P80), CellText.Time(order.Forecast.P95),
                CellText.Share(order.LateProbability), CellText.Risk(order.Risk), Markup.Escape(order.Cause ?? ""));
        terminal.Write(table);
    }

    public void Result(ReplayResult result)
    {
        if (json)
        {
            terminal.WriteJson(new ResultLine("result", result), CommandJson.Options);
            return;
        }
        foreach (var refusal in result.Refusals)
            terminal.Error.WriteLine($"line {refusal.Line} ({refusal.Id}): {refusal.Type}: {refusal.Detail}");
        terminal.Output.WriteLine($"{result.Accepted} accepted, {result.Duplicates} duplicates, {result.Refused} refused; position {result.Position}, as of {CellText.Time(result.AsOf)}.");
        if (result.Score is not { } total)
            return;
        var table = new Table().AddColumns(
            "forecasts of", "open", "finished", "by p10", "by p50", "by p80", "by p95", "p50 off by (h)", "plan off by (h)", "Brier");
        foreach (var moment in result.Scores)
            table.AddRow(Row(CellText.Time(moment.AsOf), moment.OpenOrders, moment.Score));
        table.AddRow(Row("all", total.Scored + total.StillOpen, total));
        terminal.Write(table);
    }

    private static string[] Row(string name, int open, ForecastScore score) =>
    [
        name, Number(open), Number(score.Scored), CellText.Share(score.P10), CellText.Share(score.P50), CellText.Share(score.P80), CellText.Share(score.P95),
        Hours(score.ErrorHours), Hours(score.BaselineErrorHours), score.Brier?.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hours(double? hours) => hours?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
}
