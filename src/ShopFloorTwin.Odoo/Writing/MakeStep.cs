using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>
/// New records, many in one call: <c>load</c> with the intents' ids as external ids, which makes what is not there and leaves what
/// is. The same call again is the look and the repetition in one, so a lost answer duplicates nothing.
/// </summary>
internal sealed class MakeStep(IOdooClient odoo, Func<StoredIntent, CancellationToken, ValueTask<RecordRow?>> rowOf)
{
    public async ValueTask RunAsync(WriterRound round, IReadOnlyList<StoredIntent> due, CancellationToken cancellation)
    {
        foreach (var written in due.Where(one => one.State == IntentState.Written).GroupBy(one => ErpResult.Of(one.Result)!.Model))
            await ConfirmAsync(round, written.Key, [.. written.Select(one => (one, ErpResult.Of(one.Result)!.Id))], cancellation);
        var rows = new List<(StoredIntent Intent, RecordRow Row)>();
        foreach (var one in due.Where(one => one.State != IntentState.Written))
        {
            if (round.Away is not null)
                return;
            try
            {
                if (await rowOf(one, cancellation) is { } row)
                    rows.Add((one, row));
                else
                    await round.ConfirmedAsync([(one, null, "There was nothing to do it to.")]);
            }
            catch (NotFoundInOdooException missing)
            {
                await round.UnreadableAsync([one], missing.Outcome, missing.Message);
            }
        }
        // What went wrong in company goes alone from then on: it may be the one that spoils the others.
        foreach (var shape in rows.GroupBy(row => row.Intent.Attempts < 2 ? row.Row.Shape : row.Intent.Intent.Id))
        {
            if (round.Away is null)
                await LoadAsync(round, [.. shape], cancellation);
        }
    }

    private async ValueTask LoadAsync(WriterRound round, IReadOnlyList<(StoredIntent Intent, RecordRow Row)> rows, CancellationToken cancellation)
    {
        var model = rows[0].Row.Model;
        var flying = await round.FlyAsync([.. rows.Select(row => row.Intent)]);
        var answer = await odoo.LoadAsync(model, rows[0].Row.Cells.Select(cell => cell.Key), [.. rows.Select(row => (JsonNode)row.Row.Row)], OdooContexts.InsertIfAbsent(), cancellation, ErpWrite.OriginOf(flying[0]));
        round.Pass("loaded");
        if (answer.IsDone && answer.Value.GetArrayLength() == rows.Count)
        {
            var ids = answer.Value.EnumerateArray().Select(id => id.GetInt64()).ToList();
            await round.WrittenAsync([.. flying.Select((one, i) => (one, new ErpResult(model, ids[i])))]);
            await ConfirmAsync(round, model, [.. flying.Select((one, i) => (one, ids[i]))], cancellation);
        }
        else if (answer.Outcome.IsFinal() && rows.Count > 1)
        {
            // Nothing of the batch was kept: one bad row must not hold up the good ones.
            foreach (var (row, one) in rows.Zip(flying))
                await LoadAsync(round, [(one, row.Row)], cancellation);
        }
        else if (answer.Outcome is OdooOutcome.Refused or OdooOutcome.Access)
            await round.NotDoneAsync(flying, answer with { Message = answer.Message + rows[0].Row.Hint });
        else
            await round.NotDoneAsync(flying, answer.IsDone ? OdooAnswer.NotDone(OdooOutcome.Unknown, "load answered with another number of ids") : answer);
    }

    private async ValueTask ConfirmAsync(WriterRound round, string model, IReadOnlyList<(StoredIntent Intent, long Id)> made, CancellationToken cancellation)
    {
        var answer = await odoo.ReadAsync(model, [.. made.Select(one => one.Id)], ["write_date"], Archived(), cancellation);
        round.Pass("read back");
        if (!answer.IsDone)
        {
            await round.NotSentAsync([.. made.Select(one => one.Intent with { State = IntentState.Written })], answer);
            return;
        }
        var found = answer.Value.EnumerateArray().ToDictionary(row => row.GetProperty("id").GetInt64(), row => OdooText.Plain(row, "write_date"));
        await round.ConfirmedAsync(made.Where(one => found.ContainsKey(one.Id)).Select(one => (one.Intent, (ErpResult?)new ErpResult(model, one.Id, found[one.Id]), (string?)null)));
        foreach (var (gone, _) in made.Where(one => !found.ContainsKey(one.Id)))
            await round.ParkAsync(gone, "It was made in Odoo, and was gone when it was read back: somebody deleted it.");
    }

    /// <summary>Records that somebody archived are there too.</summary>
    internal static JsonObject Archived() => new() { ["active_test"] = false };
}
