using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>what-if --site edits.json</c>: the site as forecast beside the same with edits; nothing is applied.</summary>
public static class WhatIfCommand
{
    public static Command Create(CommandContext context)
    {
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var samples = new Option<int?>("--samples") { Description = "Of both forecasts; those of the live one when left out." };
        var csv = new Option<bool>("--csv") { Description = "The orders that change, as CSV on stdout." };
        var edits = new Argument<FileInfo>("edits.json") { Description = "A list of edits, or {name?, edits, samples?}." };
        var command = new Command("what-if", "Shows what edits would do to the orders of a site. Nothing is applied.") { edits, site, samples, context.Json, csv };
        command.SetAction(async (parsed, cancellation) =>
        {
            var form = OutputForms.Of(parsed.GetValue(context.Json), parsed.GetValue(csv));
            return (int)await RunAsync(context, parsed.GetRequiredValue(site), parsed.GetRequiredValue(edits), parsed.GetValue(samples), form, cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string site, FileInfo file, int? samples, OutputForm form, CancellationToken cancellation)
    {
        var reading = WhatIfReader.Read(await InputFile.ReadAsync(file, cancellation));
        var question = reading.Question ?? throw Invalid(file, reading.Problems);
        await using var open = await context.OpenAsync(context.ReadSettings(), $"POST /api/v1/sites/{site}/what-if there", cancellation);
        var twin = await open.Engine.ReadAsync(site, cancellation);
        var result = await twin.WhatIfAsync(question with { Samples = samples ?? question.Samples }, CommandContext.Caller, cancellation);
        var answer = result.Answer ?? throw Invalid(file, result.Problems);
        switch (form)
        {
            case OutputForm.Json:
                context.Terminal.WriteJson(answer, CommandJson.Options);
                break;
            case OutputForm.Csv:
                context.Terminal.Output.Write(WhatIfCsv.Of(answer));
                break;
            default:
                Show(context.Terminal, answer);
                break;
        }
        return ExitCode.Ok;
    }

    private static CommandFailure Invalid(FileInfo file, IReadOnlyList<PlantProblem> problems) =>
        new(ExitCode.BadInput, $"{file} does not fit: {string.Join("; ", problems.Select(problem => problem.ToString()))}");

    private static void Show(Terminal terminal, WhatIfAnswer answer)
    {
        var orders = new Table().AddColumns("order", "change", "p50 before", "p50 after", "late before", "late after", "minutes late", "95 %", "risk", "cause");
        foreach (var order in answer.Orders)
        {
            orders.AddRow(
                Markup.Escape(order.Order), order.Change.ToString().ToLowerInvariant(), CellText.Time(order.Before?.Forecast.P50), CellText.Time(order.After?.Forecast.P50),
                CellText.Share(order.Before?.LateProbability), CellText.Share(order.After?.LateProbability),
                Number(order.ExpectedLatenessMinutes.Value), Interval(order.ExpectedLatenessMinutes), order.After is { } after ? CellText.Risk(after.Risk) : "",
                Markup.Escape(order.After is { Causes: [var first, ..] } ? first.Text : ""));
        }
        terminal.Write(orders);
        var (was, will) = (answer.Base.Kpis, answer.Scenario.Kpis);
        var sums = new Table().AddColumns("", "now", "then", "difference", "95 %");
        sums.AddRow("late", $"{was.Late}", $"{will.Late}", $"{will.Late - was.Late:+0;-0;0}", "");
        sums.AddRow("at risk", $"{was.AtRisk}", $"{will.AtRisk}", $"{will.AtRisk - was.AtRisk:+0;-0;0}", "");
        Row(sums, "expected late orders", was.ExpectedLateOrders, will.ExpectedLateOrders, answer.Difference.ExpectedLateOrders);
        Row(sums, "expected minutes late", was.ExpectedTardinessMinutes, will.ExpectedTardinessMinutes, answer.Difference.ExpectedTardinessMinutes);
        Row(sums, $"what they cost, {Markup.Escape(answer.Currency)}", was.ExpectedTardinessCost, will.ExpectedTardinessCost, answer.Difference.ExpectedTardinessCost);
        terminal.Write(sums);
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer.OrdersChanged} orders change; {answer.Samples} samples, as of {CellText.Time(answer.AsOf)} UTC, position {answer.Position}. Nothing is applied."));
    }

    private static void Row(Table table, string name, double was, double will, Difference difference) =>
        table.AddRow(name, Number(was), Number(will), Number(difference.Value), Interval(difference));

    private static string Interval(Difference difference) => $"{Number(difference.Low)} to {Number(difference.High)}";

    private static string Number(double number) => number.ToString(Math.Abs(number) < 100 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
