using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>
/// New values on records that people own. Each is read first: what stands as it did when it was decided is written, what stands as
/// wanted is done, and what stands otherwise was changed by somebody and is left alone. So after a lost answer the look tells whether
/// it was carried out. Of several changes that wait for one record, the newest wins for each field, in one call.
/// </summary>
internal sealed class ChangeStep(IOdooClient odoo, IIntents intents, RecordFinder finder)
{
    private const string Model = "mrp.production";
    private const string IsPlanned = "is_planned";
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal) { ["plannedStart"] = "date_start", ["priority"] = "priority" };
    private bool _hasNoMulti;

    private sealed record Change(StoredIntent Intent, IReadOnlyList<StoredIntent> With, long Id, IReadOnlyDictionary<string, Wanted> Fields)
    {
        public bool IsDone(JsonElement row) => Fields.All(wanted => OdooText.Plain(row, wanted.Key) == wanted.Value.Value);
        public bool WasPlanned => ErpResult.Of(Intent.Result)?.WasPlanned == true;
        public JsonObject Values => new(Fields.Select(wanted => KeyValuePair.Create(wanted.Key, (JsonNode?)JsonValue.Create(wanted.Value.Value))));
    }

    private sealed record Wanted(string Value, IReadOnlyList<string> Bases);

    public async ValueTask RunAsync(WriterRound round, string instance, IReadOnlyList<StoredIntent> due, CancellationToken cancellation)
    {
        var changes = new List<Change>();
        foreach (var one in due)
        {
            if (round.Away is not null)
                return;
            try
            {
                changes.Add(await ChangeAsync(instance, one, cancellation));
            }
            catch (NotFoundInOdooException missing)
            {
                await round.UnreadableAsync([one], missing.Outcome, missing.Message);
            }
        }
        if (changes.Count == 0 || await LookAsync(round, changes, cancellation) is not { } rows)
            return;
        var write = new List<Change>();
        foreach (var change in changes)
        {
            if (!rows.TryGetValue(change.Id, out var row))
                await round.ParkAsync(change.Intent, $"Odoo has no {Model} {change.Id} any more.");
            else if (change.Intent.State != IntentState.Written && Conflict(change, row) is { } conflict)
                await round.ParkAsync(change.Intent, conflict);
            else if (change.Intent.State == IntentState.Written || change.IsDone(row))
                await PlanAndConfirmAsync(round, change, row, cancellation);
            else
                write.Add(change with { Intent = change.Intent with { Result = new ErpResult(Model, change.Id, null, change.WasPlanned || IsSet(row, IsPlanned)).ToJson() } });
        }
        // What went wrong in company goes alone from then on: it may be the one that spoils the others.
        foreach (var batch in write.GroupBy(one => _hasNoMulti || one.Intent.Attempts >= 2 ? one.Intent.Intent.Id : ""))
        {
            if (round.Away is null)
                await WriteAsync(round, [.. batch], cancellation);
        }
    }

    private async ValueTask<Change> ChangeAsync(string instance, StoredIntent one, CancellationToken cancellation)
    {
        var record = await finder.OfAsync(one.Intent.Record, cancellation);
        var with = new List<StoredIntent>();
        foreach (var behind in await intents.BehindAsync(instance, one.Intent.Record, one.Number, cancellation))
        {
            if (ErpWrite.Of(behind.Intent.Content).Step != ErpStep.Change)
                break;
            with.Add(behind);
        }
        var fields = new Dictionary<string, Wanted>(StringComparer.Ordinal);
        foreach (var value in with.Prepend(one).SelectMany(intent => ErpWrite.Of(intent.Intent.Content).Action.Values))
        {
            var name = Fields[value.Name];
            fields[name] = new Wanted(Text(value.Name, value.Value), [.. fields.GetValueOrDefault(name)?.Bases ?? [], Text(value.Name, value.Base)]);
        }
        return new Change(one, with, record.Id, fields);
    }

    private static string Text(string name, string? value) => name == "plannedStart" ? OdooText.OfInstant(value) : value ?? "";

    private async ValueTask<Dictionary<long, JsonElement>?> LookAsync(WriterRound round, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var answer = await odoo.ReadAsync(Model, [.. changes.Select(one => one.Id).Distinct()], [.. Fields.Values, IsPlanned, "write_date"], cancellation: cancellation);
        round.Pass("looked");
        if (answer.IsDone)
            return answer.Value.EnumerateArray().ToDictionary(row => row.GetProperty("id").GetInt64());
        await round.NotSentAsync([.. changes.Select(one => one.Intent)], answer);
        return null;
    }

    /// <summary>Null when every field stands as it did, or as wanted.</summary>
    private static string? Conflict(Change change, JsonElement row)
    {
        foreach (var (name, wanted) in change.Fields)
        {
            var now = OdooText.Plain(row, name);
            if (now != wanted.Value && !wanted.Bases.Contains(now))
                return $"Somebody changed {name} in Odoo to '{now}' since: it was '{wanted.Bases[^1]}' when '{wanted.Value}' was decided. It is left as it is.";
        }
        return null;
    }

    private async ValueTask WriteAsync(WriterRound round, IReadOnlyList<Change> batch, CancellationToken cancellation)
    {
        var flying = (await round.FlyAsync([.. batch.Select(one => one.Intent)], one => ErpResult.Of(one.Result))).ToList();
        var call = batch.Count == 1
            ? new OdooCall(Model, "write") { Ids = [batch[0].Id], Arguments = new JsonObject { ["vals"] = batch[0].Values } }
            : new OdooCall(Model, "web_save_multi")
            {
                Ids = [.. batch.Select(one => one.Id)],
                Arguments = new JsonObject { ["vals_list"] = new JsonArray([.. batch.Select(one => (JsonNode)one.Values)]), ["specification"] = new JsonObject { ["write_date"] = new JsonObject() } },
            };
        // Not to be repeated behind our back: somebody may change the record between two tries.
        var origin = ErpWrite.OriginOf(batch[0].Intent);
        var answer = await odoo.CallAsync(call with { Safety = CallSafety.Once, CorrelationId = origin.CorrelationId, TraceParent = origin.TraceParent }, cancellation);
        round.Pass("wrote");
        batch = [.. batch.Zip(flying, (change, intent) => change with { Intent = intent })];
        if (answer.IsDone)
        {
            await round.WrittenAsync([.. batch.Select(one => (one.Intent, ErpResult.Of(one.Intent.Result)!))]);
            if (await LookAsync(round, [.. batch.Select(one => one with { Intent = one.Intent with { State = IntentState.Written } })], cancellation) is not { } rows)
                return;
            foreach (var change in batch)
            {
                if (rows.TryGetValue(change.Id, out var row))
                    await PlanAndConfirmAsync(round, change, row, cancellation);
            }
        }
        else if (answer.Outcome.IsFinal() && batch.Count > 1)
        {
            _hasNoMulti |= answer.Message?.Contains("web_save_multi", StringComparison.Ordinal) == true;
            foreach (var one in batch)
                await WriteAsync(round, [one], cancellation);
        }
        else
            await round.NotDoneAsync(flying, answer);
    }

    /// <summary>An order that lost its plan by the new start is planned again, from that start; then it is confirmed as it reads.</summary>
    private async ValueTask PlanAndConfirmAsync(WriterRound round, Change change, JsonElement row, CancellationToken cancellation)
    {
        if (change.WasPlanned && !IsSet(row, IsPlanned) && change.Fields.ContainsKey("date_start"))
        {
            var planned = await odoo.CallAsync(new OdooCall(Model, "button_plan") { Ids = [change.Id], Safety = CallSafety.Once, CorrelationId = change.Intent.Intent.Decision, TraceParent = ErpWrite.OriginOf(change.Intent).TraceParent }, cancellation);
            round.Pass("planned");
            if (!planned.IsDone && !planned.Outcome.IsFinal())
            {
                await round.NotDoneAsync([change.Intent], planned);
                return;
            }
            if (planned.IsDone)
                row = await LookAsync(round, [change], cancellation) is { } rows && rows.TryGetValue(change.Id, out var now) ? now : row;
        }
        var result = new ErpResult(Model, change.Id, OdooText.Plain(row, "write_date"), change.WasPlanned);
        var note = change.IsDone(row) ? null : $"It reads as {string.Join(", ", change.Fields.Keys.Select(name => $"{name} '{OdooText.Plain(row, name)}'"))}.";
        await round.ConfirmedAsync(change.With.Select(one => (one, (ErpResult?)result, (string?)$"Written together with {change.Intent.Intent.Id}.")).Prepend((change.Intent, result, note)));
    }

    private static bool IsSet(JsonElement row, string field) => row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;
}
