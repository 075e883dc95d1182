using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Scenarios;

/// <summary><c>stress --site</c>: what would hurt a site most.</summary>
public static class StressCommand
{
    private static readonly Dictionary<string, StressKind> Kinds = new(StringComparer.Ordinal) { ["suppliers"] = StressKind.Suppliers, ["workCenters"] = StressKind.WorkCenters };

    public static Command Create(CommandContext context)
    {
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var kinds = new Option<string[]>("--kind") { Description = $"{string.Join(" or ", Kinds.Keys)}; both when left out.", AllowMultipleArgumentsPerToken = true };
        var most = new Option<int>("--limit") { Description = $"Blows tried, 1 to {Limits.StressBlows}.", DefaultValueFactory = _ => Limits.StressBlows };
        var csv = new Option<bool>("--csv") { Description = "A table for spreadsheets: CSV on stdout." };
        var command = new Command("stress", "Ranks what would hurt a site most: one supplier after another late by its own P95, one work center after another down for a day.")
        {
            site, kinds, most, csv, context.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(most) is < 1 or > Limits.StressBlows)
                throw new CommandFailure(ExitCode.Usage, $"--limit is 1 to {Limits.StressBlows}, not {parsed.GetValue(most)}");
            var question = new StressQuestion(parsed.GetValue(kinds) is { Length: > 0 } names ? [.. names.Select(Kind)] : [.. Kinds.Values], parsed.GetValue(most));
            return (int)await RunAsync(context, parsed.GetRequiredValue(site), question, OutputForms.Of(parsed.GetValue(context.Json), parsed.GetValue(csv)), cancellation);
        });
        return command;
    }

    private static StressKind Kind(string name) =>
        Kinds.TryGetValue(name, out var kind) ? kind : throw new CommandFailure(ExitCode.Usage, $"--kind is one of {string.Join(", ", Kinds.Keys)}, not '{name}'");

    private static async Task<ExitCode> RunAsync(CommandContext context, string site, StressQuestion question, OutputForm form, CancellationToken cancellation)
    {
        await using var open = await context.OpenAsync(context.ReadSettings(), $"POST /api/v1/sites/{site}/stress there", cancellation);
        var twin = await open.Engine.ReadAsync(site, cancellation);
        var study = await twin.StressAsync(question, CommandContext.Caller, cancellation);
        if (form == OutputForm.Json)
            context.Terminal.WriteJson(study, CommandJson.Options);
        else if (form == OutputForm.Csv)
            WriteCsv(context.Terminal, study);
        else
            Show(context.Terminal, study);
        return ExitCode.Ok;
    }

    private static void WriteCsv(Terminal terminal, Study study)
    {
        terminal.Output.Write(CsvText.Row("what", "text", "lateOrders", "atRisk", "tardinessMinutes", "valueLate", "ordersLater", "worstOrder"));
        foreach (var one in study.Items)
        {
            terminal.Output.Write(CsvText.Row(one.Label, one.Text, one.Change.LateOrders, one.Change.AtRisk, one.Change.TardinessMinutes, one.Change.ValueLate, one.OrdersLater,
                one.Orders.Count > 0 ? one.Orders[0].Order : null));
        }
    }

    private static void Show(Terminal terminal, Study study)
    {
        var table = new Table().AddColumns("what goes wrong", "lateness", "late orders", "at risk", "orders later", "worst hit");
        foreach (var one in study.Items)
        {
            table.AddRow(
                Markup.Escape(one.Text), CellText.Hours(one.Change.TardinessMinutes), CellText.Signed(one.Change.LateOrders),
                one.Change.AtRisk.ToString("+0;-0;0", CultureInfo.InvariantCulture), one.OrdersLater.ToString(CultureInfo.InvariantCulture), Markup.Escape(one.Orders.Count > 0 ? one.Orders[0].Order : ""));
        }
        terminal.Write(table);
        terminal.Output.WriteLine($"{study.Items.Count} of {study.Of} tried, as of {CellText.Time(study.AsOf)} UTC.");
    }
}
