using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>variance --site</c>: planned against predicted against actual.</summary>
public static class VarianceCommand
{
    private const int PageSize = 500;
    private static readonly string[] Groups = ["order", "workCenter", "product", "supplier", "week"];

    private sealed record Answer(string Site, long Position, DateTimeOffset AsOf, IReadOnlyList<VarianceView> Items);

    public static Command Create(CommandContext context)
    {
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var by = new Option<string>("--by") { Description = $"What to sum up by: {string.Join(", ", Groups)}.", DefaultValueFactory = _ => Groups[0] };
        by.AcceptOnlyFromAmong(Groups);
        var command = new Command("variance", "Shows planned against predicted against actual: finish, work, scrap and cost.") { site, by, context.Json };
        command.SetAction(async (parsed, cancellation) => (int)await RunAsync(
            context, parsed.GetRequiredValue(site), (VarianceBy)Array.IndexOf(Groups, parsed.GetRequiredValue(by)), parsed.GetValue(context.Json), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string site, VarianceBy by, bool json, CancellationToken cancellation)
    {
        await using var open = await context.OpenAsync(context.ReadSettings(), $"GET /api/v1/sites/{site}/variance there", cancellation);
        var twin = await open.Engine.ReadAsync(site, cancellation);
        var answer = await AllAsync(twin, by, cancellation);
        if (json)
            context.Terminal.WriteJson(answer, CommandJson.Options);
        else
            Show(context.Terminal, answer, by);
        return ExitCode.Ok;
    }

    private static async Task<Answer> AllAsync(ISiteTwin twin, VarianceBy by, CancellationToken cancellation)
    {
        var items = new List<VarianceView>();
        var page = await twin.VarianceAsync(new VarianceQuery(by, Limit: PageSize), cancellation);
        items.AddRange(page.Items);
        while (page.Next is not null)
        {
            page = await twin.VarianceAsync(new VarianceQuery(by, page.Next, PageSize), cancellation);
            items.AddRange(page.Items);
        }
        return new Answer(twin.Site, page.Position, page.AsOf, items);
    }

    private static void Show(Terminal terminal, Answer answer, VarianceBy by)
    {
        var table = new Table().AddColumns(Groups[(int)by], "", "count", "finish, h behind", "work, h planned", "predicted", "actual", "scrap predicted", "actual", "cost planned", "predicted", "actual");
        foreach (var row in answer.Items)
        {
            Add(table, row.Id, "done", row.Done);
            Add(table, row.Id, "open", row.Open);
        }
        terminal.Write(table);
        foreach (var row in answer.Items.Where(row => row.New is not null))
            terminal.Output.WriteLine($"{row.Id}: {row.New!.Text}");
        terminal.Output.WriteLine($"Predicted: p50, and p10 to p95. What is done is of the last {Core.Limits.VarianceWeeks} weeks; as of {CellText.Time(answer.AsOf)} UTC.");
    }

    private static void Add(Table table, string id, string what, VarianceSet? set)
    {
        if (set is null)
            return;
        table.AddRow(
            Markup.Escape(id), what, set.Count.ToString(CultureInfo.InvariantCulture), Number(set.Finish?.Variance / 60),
            Number(set.Work?.Planned / 60), Range(set.Work?.Predicted, 60), Number(set.Work?.Actual / 60),
            Range(set.Scrap?.Predicted, 1), Number(set.Scrap?.Actual),
            Number(set.Cost?.Planned), Range(set.Cost?.Predicted, 1), Number(set.Cost?.Actual));
    }

    private static string Range(ForeseenFigures? foreseen, double unit) =>
        foreseen is null ? "" : $"{Number(foreseen.P50 / unit)} ({Number(foreseen.P10 / unit)} to {Number(foreseen.P95 / unit)})";

    private static string Number(double? number) => number?.ToString("0.#", CultureInfo.InvariantCulture) ?? "";
}
