using System.CommandLine;
using ShopFloorTwin.Core;
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
        StudyOutput.Write(context.Terminal, await twin.StressAsync(question, CommandContext.Caller, cancellation), "what goes wrong", form);
        return ExitCode.Ok;
    }
}
