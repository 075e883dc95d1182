using System.Text.Json;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>A difference between what the twin wrote and what Odoo holds.</summary>
/// <param name="Kind"><c>gone</c>: the record is not there any more; <c>changed</c>: a value was changed since; <c>unread</c>: it could not be compared.</param>
/// <param name="Intent">Id of the write.</param>
/// <param name="About">What it was done to.</param>
/// <param name="Record">As <c>maintenance.request,7</c>.</param>
/// <param name="Text">One sentence.</param>
public sealed record ReconciliationFinding(string Kind, string Intent, string About, string Record, string Text);

/// <summary>What came of a comparison.</summary>
/// <param name="Compared">Writes that were compared.</param>
/// <param name="Findings">Where the two differ.</param>
/// <param name="Waiting">Writes that are not finished.</param>
/// <param name="Parked">Writes that wait for a person.</param>
/// <param name="WaitingSince">When the oldest unfinished one was decided.</param>
public sealed record ReconciliationReport(int Compared, IReadOnlyList<ReconciliationFinding> Findings, long Waiting, long Parked, DateTimeOffset? WaitingSince);

/// <summary>
/// Compares what the twin wrote into an Odoo, and believes to stand there, with what stands there. Nothing is written: what is gone
/// or changed is a person's doing, and theirs to judge; it is told as exceptions, and those that are past are cleared.
/// </summary>
public sealed class Reconciliation(IOdooClient odoo, IIntents intents)
{
    private const string Prefix = "reconcile";
    private const string Gone = "gone";
    private static readonly Dictionary<string, string> OrderFields = new(StringComparer.Ordinal) { ["plannedStart"] = "date_start", ["priority"] = "priority" };

    /// <summary>Compares the newest writes of a site, up to <see cref="Limits.ReconciledWrites"/>.</summary>
    public async ValueTask<ReconciliationReport> RunAsync(string? site, CancellationToken cancellation)
    {
        var written = (await intents.ConfirmedAsync(odoo.Instance, null, Limits.ReconciledWrites, cancellation))
            .Where(one => site is null || one.Intent.Site == site)
            .Select(one => (Intent: one, Write: ErpWrite.Of(one.Intent.Content), Result: ErpResult.Of(one.Result)))
            .Where(one => one.Result is { Id: > 0 }).ToList();
        var findings = new List<ReconciliationFinding>();
        var ended = written.Where(one => one.Write.Step == ErpStep.End).Select(one => (one.Intent.Intent.Decision, one.Write.Index)).ToHashSet();
        var made = written.Where(one => one.Write.Step == ErpStep.Make && !ended.Contains((one.Intent.Intent.Decision, one.Write.Index))).ToList();
        var changed = written.Where(one => one.Write.Step == ErpStep.Change).DistinctBy(one => one.Result!.Id).ToList();
        foreach (var model in made.GroupBy(one => one.Result!.Model))
            await CompareAsync(model.Key, [.. model.Select(one => (one.Intent, one.Write, one.Result!))], ["write_date"], findings, cancellation);
        await CompareAsync("mrp.production", [.. changed.Select(one => (one.Intent, one.Write, one.Result!))], [.. OrderFields.Values, "state"], findings, cancellation);
        var backlog = await intents.BacklogAsync(odoo.Instance, cancellation);
        return new ReconciliationReport(made.Count + changed.Count, findings, backlog.Waiting, backlog.Parked, backlog.Since);
    }

    /// <summary>Raises an exception for each finding that is new, and clears those that are past.</summary>
    public async ValueTask TellAsync(ISiteTwin site, ReconciliationReport report, DateTimeOffset now, CancellationToken cancellation)
    {
        var prefix = $"{Prefix}/{odoo.Instance}/";
        var known = (await site.ExceptionsAsync(new ListQuery(Limit: Limits.PageItemsMax), cancellation)).Items
            .Where(one => one.Id.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(one => one.Id, one => one.Text, StringComparer.Ordinal);
        var found = report.Findings.ToDictionary(one => prefix + one.Intent, StringComparer.Ordinal);
        var events = found.Where(one => known.GetValueOrDefault(one.Key) != one.Value.Text)
            .Select(one => OwnEvents.Make(now, new ExceptionRaisedData("erpDiffers", one.Value.About, one.Value.Text, null, 2) { Entity = one.Key }))
            .Concat(known.Keys.Where(id => !found.ContainsKey(id)).Select(id => OwnEvents.Make(now, new ExceptionClearedData(null) { Entity = id })))
            .Take(Limits.DecisionsPerLook).ToList();
        if (events.Count > 0)
            await site.AcceptAsync(events, cancellation);
    }

    private async ValueTask CompareAsync(
        string model, IReadOnlyList<(StoredIntent Intent, ErpWrite Write, ErpResult Result)> written, string[] fields, List<ReconciliationFinding> findings, CancellationToken cancellation)
    {
        foreach (var page in written.Chunk(Limits.OdooWritesPerCall))
        {
            var answer = await odoo.ReadAsync(model, [.. page.Select(one => one.Result.Id)], fields, MakeStep.Archived(), cancellation);
            if (!answer.IsDone)
            {
                findings.Add(new ReconciliationFinding("unread", page[0].Intent.Intent.Id, page[0].Intent.Intent.Record, model, $"{model} cannot be read: {answer.Message}"));
                return;
            }
            var rows = answer.Value.EnumerateArray().ToDictionary(row => row.GetProperty("id").GetInt64());
            foreach (var (intent, write, result) in page)
                findings.AddRange(Differences(intent, write, result, rows.TryGetValue(result.Id, out var row) ? row : null));
        }
    }

    private static IEnumerable<ReconciliationFinding> Differences(StoredIntent intent, ErpWrite write, ErpResult result, JsonElement? found)
    {
        var record = $"{result.Model},{result.Id}";
        if (found is not { } row)
            yield return new ReconciliationFinding(Gone, intent.Intent.Id, intent.Intent.Record, record, $"{write.Title}: {record} is gone from Odoo.");
        else if (write.Step == ErpStep.Change && OdooText.Plain(row, "state") is not ("done" or "cancel"))
        {
            var differing = write.Action.Values
                .Select(value => (Field: OrderFields[value.Name], Wanted: value.Name == "plannedStart" ? OdooText.OfInstant(value.Value) : value.Value ?? ""))
                .Where(one => OdooText.Plain(row, one.Field) != one.Wanted)
                .Select(one => $"{one.Field} is '{OdooText.Plain(row, one.Field)}', the twin wrote '{one.Wanted}'").ToList();
            // What Odoo made of it when it planned the order anew was confirmed so.
            if (differing.Count > 0 && intent.Reason is null)
                yield return new ReconciliationFinding("changed", intent.Intent.Id, intent.Intent.Record, record, $"{write.Title}: {string.Join("; ", differing)}.");
        }
    }
}
