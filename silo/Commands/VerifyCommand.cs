using System.CommandLine;
using Spectre.Console;
using ShopFloorTwin.Silo.Hosting;
using ShopFloorTwin.Silo.Verification;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>verify</c>: reads every journal through, folds it anew, and holds the snapshots against it.</summary>
public static class VerifyCommand
{
    private sealed record Answer(bool Sound, IReadOnlyList<SiteVerdict> Sites);

    public static Command Create(CommandContext context)
    {
        var command = new Command("verify", "Checks the journals (no gap, readable, unique) and that every snapshot equals the journal folded anew.") { context.Json };
        command.SetAction(async (parsed, cancellation) => (int)await RunAsync(context, parsed.GetValue(context.Json), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, bool json, CancellationToken cancellation)
    {
        await using var store = await OpenTwin.OpenStoreAsync(context.ReadSettings(), context.Time, cancellation);
        var verdicts = new List<SiteVerdict>();
        foreach (var head in await store.Journal.HeadsAsync(cancellation))
        {
            await context.Terminal.WithProgressAsync($"{head.Site}: {head.Position} records", async progress =>
                verdicts.Add(await SiteVerifier.VerifyAsync(store, head, progress, cancellation)));
        }
        var sound = verdicts.TrueForAll(verdict => verdict.Problems.Count == 0);
        if (json)
            context.Terminal.WriteJson(new Answer(sound, verdicts), CommandJson.Options);
        else
            Show(context.Terminal, verdicts, sound);
        return sound ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Show(Terminal terminal, List<SiteVerdict> verdicts, bool sound)
    {
        var table = new Table().AddColumns("site", "records", "snapshots", "state hash", "problems");
        foreach (var verdict in verdicts)
            table.AddRow(
                Markup.Escape(verdict.Site), $"{verdict.Records}", verdict.OtherSnapshots == 0 ? $"{verdict.Snapshots}" : $"{verdict.Snapshots}, {verdict.OtherSnapshots} of another version", verdict.StateHash ?? "", Markup.Escape(string.Join("\n", verdict.Problems)));
        terminal.Write(table);
        terminal.Output.WriteLine(sound ? "Everything is sound." : "Not sound: see the problems.");
    }
}
