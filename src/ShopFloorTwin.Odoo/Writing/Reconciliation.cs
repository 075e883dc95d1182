using System.Text.Json;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>A difference between what the twin wrote and what Odoo holds.</summary>
/// <param name="Kind">
/// <c>gone</c>: the record is not there any more; <c>changed</c>: a value was changed since; <c>unread</c>: it could not be compared;
/// <c>forgotten</c>: what stands there is older than what was confirmed; <c>unplanned</c>: an order lost its plan by the twin's own write.
/// </param>
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
public sealed record ReconciliationReport(int Compared, IReadOnlyList<ReconciliationFinding> Findings, long Waiting, long Parked, DateTimeOffset? WaitingSince)
{
    /// <summary>Writes that are safe to be made again.</summary>
    [JsonIgnore]
    public IReadOnlyList<StoredIntent> ToHeal { get; init; } = [];
}

/// <summary>
/// Compares what the twin wrote into an Odoo, and believes to stand there, with what stands there. What is gone or changed is a
/// person's doing, and theirs to judge: it is told as exceptions, and those that are past are cleared. What nobody did is healed by
/// having the writer do it again, which begins with a look: Odoo's own clock of the record shows that it fell back behind what was
/// confirmed, as after a restored backup; or an order lost its plan when its start was written, and was not touched since.
/// </summary>
public sealed class Reconciliation(IOdooClient odoo, IIntents intents)
{
    private const string Prefix = "reconcile";
    private const string Gone = "gone";
    private const string Order = "mrp.production";
    private const string Block = "mrp.workcenter.productivity";
    private static readonly Dictionary<string, string> OrderFields = new(StringComparer.Ordinal) { ["plannedStart"] = "date_start", ["priority"] = "priority" };

    /// <summary>A write that was confirmed.</summary>
    private sealed record Written(StoredIntent Intent, ErpWrite Write, ErpResult Result)
    {
        public string Record => $"{Result.Model},{Result.Id}";

        public ReconciliationFinding Finding(string kind, string text) => new(kind, Intent.Intent.Id, Intent.Intent.Record, Record, $"{Write.Title}: {text}");
    }

    private sealed record Differences(List<ReconciliationFinding> Findings, List<StoredIntent> ToHeal)
    {
        public void Heal(Written one, string kind, string text)
        {
            Findings.Add(one.Finding(kind, text));
            ToHeal.Add(one.Intent);
        }
    }

    /// <summary>Compares the newest writes of a site, up to <see cref="Limits.ReconciledWrites"/>.</summary>
    public async ValueTask<ReconciliationReport> RunAsync(string? site, CancellationToken cancellation)
    {
        var written = (await intents.ConfirmedAsync(odoo.Instance, null, Limits.ReconciledWrites, cancellation))
            .Where(one => site is null || one.Intent.Site == site)
            .Select(one => (Intent: one, Result: ErpResult.Of(one.Result)))
            .Where(one => one.Result is { Id: > 0 })
            .Select(one => new Written(one.Intent, ErpWrite.Of(one.Intent.Intent.Content), one.Result!)).ToList();
        var found = new Differences([], []);
        var ended = written.Where(one => one.Write.Step == ErpStep.End).ToList();
        var endedActions = ended.Select(one => (one.Intent.Intent.Decision, one.Write.Index)).ToHashSet();
        var made = written.Where(one => one.Write.Step == ErpStep.Make && !endedActions.Contains((one.Intent.Intent.Decision, one.Write.Index))).ToList();
        var changed = written.Where(one => one.Write.Step == ErpStep.Change).DistinctBy(one => one.Result.Id).ToList();
        var unblocked = ended.Where(one => one.Result is { Model: Block, WriteDate: not null }).ToList();
        foreach (var model in made.GroupBy(one => one.Result.Model))
            await CompareAsync(model.Key, [.. model], ["write_date"], LookAtMade, found, cancellation);
        await CompareAsync(Order, changed, [.. OrderFields.Values, "state", "is_planned", "write_date"], LookAtChanged, found, cancellation);
        await CompareAsync(Block, unblocked, ["date_end", "description", "write_date"], LookAtUnblocked, found, cancellation);
        var backlog = await intents.BacklogAsync(odoo.Instance, cancellation);
        return new ReconciliationReport(made.Count + changed.Count + unblocked.Count, found.Findings, backlog.Waiting, backlog.Parked, backlog.Since) { ToHeal = found.ToHeal };
    }

    /// <summary>Has the writer do again what is safe to be done again.</summary>
    /// <exception cref="LeaseLostException">Another writer has the instance.</exception>
    public async ValueTask HealAsync(WriterLease lease, ReconciliationReport report, DateTimeOffset now, CancellationToken cancellation)
    {
        if (report.ToHeal.Count > 0)
            await intents.MarkAsync(lease, [.. report.ToHeal.Select(one => new IntentMark(one.Intent.Id, IntentState.Waiting, 0, now, one.Result, "It is written again: see the reconciliation.", now))], cancellation);
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
        string model, IReadOnlyList<Written> written, string[] fields, Action<Written, JsonElement?, Differences> look, Differences found, CancellationToken cancellation)
    {
        foreach (var page in written.Chunk(Limits.OdooWritesPerCall))
        {
            var answer = await odoo.ReadAsync(model, [.. page.Select(one => one.Result.Id).Distinct()], fields, MakeStep.Archived(), cancellation);
            if (!answer.IsDone)
            {
                found.Findings.Add(new ReconciliationFinding("unread", page[0].Intent.Intent.Id, page[0].Intent.Intent.Record, model, $"{model} cannot be read: {answer.Message}"));
                return;
            }
            var rows = answer.Value.EnumerateArray().ToDictionary(row => row.GetProperty("id").GetInt64());
            foreach (var one in page)
                look(one, rows.TryGetValue(one.Result.Id, out var row) ? row : null, found);
        }
    }

    private static void LookAtMade(Written one, JsonElement? found, Differences differences)
    {
        if (found is null)
            differences.Findings.Add(one.Finding(Gone, $"{one.Record} is gone from Odoo."));
    }

    private static void LookAtChanged(Written one, JsonElement? found, Differences differences)
    {
        LookAtMade(one, found, differences);
        // What Odoo made of it when it planned the order anew was confirmed with a reason.
        if (found is not { } order || OdooText.Plain(order, "state") is "done" or "cancel" || one.Intent.Reason is not null)
            return;
        var values = one.Write.Action.Values.Select(value => (Field: OrderFields[value.Name], Wanted: Text(value.Name, value.Value), Base: Text(value.Name, value.Base), Now: OdooText.Plain(order, OrderFields[value.Name]))).ToList();
        var differing = values.Where(value => value.Now != value.Wanted).ToList();
        if (differing.Count == 0 && one.Result.WasPlanned && OdooText.Plain(order, "is_planned") != "true" && OdooText.Plain(order, "write_date") == one.Result.WriteDate)
            differences.Heal(one, "unplanned", "its work orders are not planned any more since its start was written, and nobody touched it: it is planned again.");
        else if (differing.Count > 0 && differing.TrueForAll(value => value.Now == value.Base) && IsOlder(order, one.Result))
            differences.Heal(one, "forgotten", "Odoo holds what stood there before: it was set back. It is written again.");
        else if (differing.Count > 0)
            differences.Findings.Add(one.Finding("changed", $"{string.Join("; ", differing.Select(value => $"{value.Field} is '{value.Now}', the twin wrote '{value.Wanted}'"))}."));
    }

    private static void LookAtUnblocked(Written one, JsonElement? found, Differences differences)
    {
        if (found is { } row && OdooText.Plain(row, "date_end").Length == 0 && OwnMark.IsOf(OdooText.Plain(row, "description"), one.Intent.Intent.Decision) && IsOlder(row, one.Result))
            differences.Heal(one, "forgotten", "the work center is blocked again in Odoo, which was set back. It is unblocked again.");
    }

    /// <summary>Nobody can have done it since: Odoo's own clock of the record stands before what was confirmed.</summary>
    private static bool IsOlder(JsonElement row, ErpResult confirmed) => confirmed.WriteDate is { } ours && string.CompareOrdinal(OdooText.Plain(row, "write_date"), ours) < 0;

    private static string Text(string name, string? value) => name == "plannedStart" ? OdooText.OfInstant(value) : value ?? "";
}
