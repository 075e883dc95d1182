using System.CommandLine;
using System.Text.Json;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Scenarios;

/// <summary><c>scenario list|keep|show|compare|rebase|commit|delete</c>: kept scenarios of a site, in the store of this machine.</summary>
public static class ScenarioCommand
{
    public static Command Create(CommandContext context) => new("scenario", "Keeps what-ifs of a site, sets them side by side, and proposes their edits as decisions.")
    {
        List(context), Keep(context), Show(context), Compare(context), Rebase(context), Commit(context), Delete(context),
    };

    private static Option<string> Site() => new("--site") { Description = "The site.", Required = true };

    private static Option<bool> Csv() => new("--csv") { Description = "A table for spreadsheets: CSV on stdout." };

    private static Argument<string> Id() => new("id") { Description = "Of the scenario, as S-…" };

    private static Command List(CommandContext context)
    {
        var (site, csv) = (Site(), Csv());
        var command = new Command("list", "Kept scenarios, newest first.") { site, csv, context.Json };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetRequiredValue(site), OutputForms.Of(parsed.GetValue(context.Json), parsed.GetValue(csv)), async (at, form) =>
            ScenarioOutput.List(context.Terminal, await at.Keeping.ListAsync(at.Site, null, null, Limits.KeptScenarios, cancellation), form), cancellation));
        return command;
    }

    private static Command Keep(CommandContext context)
    {
        var site = Site();
        var name = new Option<string>("--name") { Description = "What it is called.", Required = true };
        var note = new Option<string?>("--note") { Description = "Why." };
        var days = new Option<int?>("--days") { Description = $"Days it is kept, 1 to {Limits.KeptScenarioDaysMax}; 30 when left out." };
        var file = new Argument<FileInfo>("edits.json") { Description = "A JSON list of edits, as of a what-if." };
        var command = new Command("keep", "Keeps edits that fit the present floor.") { file, site, name, note, days, context.Json };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetRequiredValue(site), OutputForms.Of(parsed.GetValue(context.Json), false), async (at, form) =>
        {
            var draft = new ScenarioDraft(
                Text("--name", parsed.GetRequiredValue(name), Limits.IdChars), parsed.GetValue(note) is { } why ? Text("--note", why, Limits.TextChars) : null, CommandContext.Caller,
                await EditsAsync(parsed.GetRequiredValue(file), cancellation), ExpiresAt(context, parsed.GetValue(days)), null);
            ScenarioOutput.Show(context.Terminal, await at.Keeping.KeepAsync(at.Twin, draft, cancellation), form);
        }, cancellation));
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var (site, csv, id) = (Site(), Csv(), Id());
        var command = new Command("show", "A kept scenario on the present floor, and whether it still holds.") { id, site, csv, context.Json };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetRequiredValue(site), OutputForms.Of(parsed.GetValue(context.Json), parsed.GetValue(csv)), async (at, form) =>
            ScenarioOutput.Show(context.Terminal, (await at.Keeping.ReadAsync(at.Twin, [await at.FindAsync(parsed.GetRequiredValue(id), cancellation)], CommandContext.Caller, cancellation))[0], form), cancellation));
        return command;
    }

    private static Command Compare(CommandContext context)
    {
        var (site, csv) = (Site(), Csv());
        var ids = new Argument<string[]>("ids") { Description = $"2 to {Limits.ComparedScenarios} scenarios.", Arity = new ArgumentArity(2, Limits.ComparedScenarios) };
        var command = new Command("compare", "Kept scenarios side by side, all on the present floor.") { ids, site, csv, context.Json };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetRequiredValue(site), OutputForms.Of(parsed.GetValue(context.Json), parsed.GetValue(csv)), async (at, form) =>
        {
            var stored = new List<StoredScenario>();
            foreach (var id in parsed.GetRequiredValue(ids).Distinct(StringComparer.Ordinal))
                stored.Add(await at.FindAsync(id, cancellation));
            ScenarioOutput.Compare(context.Terminal, await at.Keeping.ReadAsync(at.Twin, stored, CommandContext.Caller, cancellation), form);
        }, cancellation));
        return command;
    }

    private static Command Rebase(CommandContext context)
    {
        var (site, id) = (Site(), Id());
        var command = new Command("rebase", "Has a kept scenario rest on the present floor from now on.") { id, site, context.Json };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetRequiredValue(site), OutputForms.Of(parsed.GetValue(context.Json), false), async (at, form) =>
            ScenarioOutput.Show(context.Terminal, await at.Keeping.RebaseAsync(at.Twin, await at.FindAsync(parsed.GetRequiredValue(id), cancellation), CommandContext.Caller, cancellation), form), cancellation));
        return command;
    }

    private static Command Commit(CommandContext context)
    {
        var (site, id) = (Site(), Id());
        var command = new Command("commit", "Proposes the edits of a kept scenario as decisions, all or none; an approver decides them.") { id, site, context.Json };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetRequiredValue(site), OutputForms.Of(parsed.GetValue(context.Json), false), async (at, form) =>
        {
            var stored = await at.FindAsync(parsed.GetRequiredValue(id), cancellation);
            var now = context.ReadSettings().Clock == EngineClock.Journal ? (await at.Twin.SummaryAsync(withHash: false, cancellation)).AsOf : context.Time.GetUtcNow();
            ScenarioOutput.Commit(context.Terminal, await at.Keeping.CommitAsync(at.Twin, stored, CommandContext.Caller, now, null, cancellation), form);
        }, cancellation));
        return command;
    }

    private static Command Delete(CommandContext context)
    {
        var (site, id) = (Site(), Id());
        var command = new Command("delete", "Deletes a kept scenario; its decisions stay.") { id, site };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetRequiredValue(site), OutputForm.Table, async (at, _) =>
            await at.Keeping.RemoveAsync(at.Site, (await at.FindAsync(parsed.GetRequiredValue(id), cancellation)).Id, cancellation), cancellation));
        return command;
    }

    private sealed record At(ISiteTwin Twin, ScenarioKeeping Keeping)
    {
        public string Site => Twin.Site;

        public async ValueTask<StoredScenario> FindAsync(string id, CancellationToken cancellation) =>
            await Keeping.FindAsync(Site, id, cancellation) ?? throw new CommandFailure(ExitCode.BadInput, $"there is no scenario {id}, or it has expired");
    }

    private static async Task<int> RunAsync(CommandContext context, string site, OutputForm form, Func<At, OutputForm, Task> work, CancellationToken cancellation)
    {
        await using var open = await context.OpenAsync(context.ReadSettings(), $"call /api/v1/sites/{site}/scenarios there", cancellation);
        var twin = await open.Engine.ReadAsync(site, cancellation);
        try
        {
            await work(new At(twin, new ScenarioKeeping(open.Store.Scenarios, context.Time)), form);
            return (int)ExitCode.Ok;
        }
        catch (ScenarioException refused)
        {
            var code = refused.Fault == ScenarioFault.DoesNotFit ? ExitCode.BadInput : ExitCode.Failed;
            throw new CommandFailure(code, string.Join(' ', [refused.Message, .. refused.Problems.Select(problem => $"{problem}.")]), refused);
        }
    }

    private static string Text(string option, string text, int most) =>
        text.Length is > 0 && text.Length <= most ? text : throw new CommandFailure(ExitCode.Usage, $"{option} has 1 to {most} characters");

    private static DateTimeOffset? ExpiresAt(CommandContext context, int? days) => days is null ? null
        : days is >= 1 and <= Limits.KeptScenarioDaysMax ? context.Time.GetUtcNow().AddDays(days.Value)
        : throw new CommandFailure(ExitCode.Usage, $"--days is 1 to {Limits.KeptScenarioDaysMax}, not {days}");

    /// <summary>Of a file as a what-if takes it.</summary>
    private static async Task<byte[]> EditsAsync(FileInfo file, CancellationToken cancellation)
    {
        var reading = WhatIfReader.Read(await InputFile.ReadAsync(file, cancellation));
        return reading.Question is { Edits.Count: > 0 } question ? JsonSerializer.SerializeToUtf8Bytes(question.Edits.Select(EditReader.Write))
            : throw new CommandFailure(ExitCode.BadInput, $"{file} {(reading.Problems.Count > 0 ? reading.Problems[0].ToString() : "has no edits")}");
    }
}
