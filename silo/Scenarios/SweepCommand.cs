using System.CommandLine;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Scenarios;

/// <summary><c>sweep --site sweep.json</c>: one edit at one value of a parameter after another.</summary>
public static class SweepCommand
{
    public static Command Create(CommandContext context)
    {
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var csv = new Option<bool>("--csv") { Description = "A table for spreadsheets: CSV on stdout." };
        var file = new Argument<FileInfo>("sweep.json") { Description = "{edit, parameter, values, edits?}." };
        var command = new Command("sweep", "Shows what one edit does at one value of a parameter after another. Nothing is applied.") { file, site, csv, context.Json };
        command.SetAction(async (parsed, cancellation) =>
            (int)await RunAsync(context, parsed.GetRequiredValue(site), parsed.GetRequiredValue(file), OutputForms.Of(parsed.GetValue(context.Json), parsed.GetValue(csv)), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string site, FileInfo file, OutputForm form, CancellationToken cancellation)
    {
        await using var open = await context.OpenAsync(context.ReadSettings(), $"POST /api/v1/sites/{site}/sweep there", cancellation);
        var twin = await open.Engine.ReadAsync(site, cancellation);
        var zone = (await twin.SummaryAsync(withHash: false, cancellation)).TimeZone;
        var reading = Sweep.Read(await InputFile.ReadAsync(file, cancellation), zone);
        var answer = await twin.SweepAsync(reading.Variants ?? throw Invalid(file, reading.Problems), CommandContext.Caller, cancellation);
        StudyOutput.Write(context.Terminal, answer.Study ?? throw Invalid(file, answer.Problems), "value", form);
        return ExitCode.Ok;
    }

    private static CommandFailure Invalid(FileInfo file, IReadOnlyList<PlantProblem> problems) =>
        new(ExitCode.BadInput, $"{file} does not fit: {string.Join("; ", problems.Select(problem => problem.ToString()))}");
}
