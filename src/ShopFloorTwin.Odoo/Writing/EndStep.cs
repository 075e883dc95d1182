using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>
/// Closes or undoes what a decision made, one record at a time, and brings activities up to date. Each begins with a look: what
/// somebody has finished, moved on or changed is theirs and is left as it is.
/// </summary>
internal sealed class EndStep(IOdooClient odoo, IIntents intents, RecordFinder finder, TimeProvider time)
{
    private const string Activity = "mail.activity";
    private const string Block = "mrp.workcenter.productivity";
    private const string Request = "maintenance.request";
    private const string Task = "project.task";

    public async ValueTask RunAsync(WriterRound round, StoredIntent one, CancellationToken cancellation)
    {
        var write = ErpWrite.Of(one.Intent.Content);
        if (await MadeAsync(one, write.Index, cancellation) is not { } made)
        {
            await round.ConfirmedAsync([(one, null, "There is nothing in Odoo to end.")]);
            return;
        }
        var fields = made.Model switch
        {
            Activity => ["active", "summary", "write_date"],
            Block => ["date_end", "write_date"],
            Request => ["stage_id", "write_date"],
            Task => ["state", "write_date"],
            _ => (string[])["write_date"],
        };
        var look = await odoo.ReadAsync(made.Model, [made.Id], fields, MakeStep.Archived(), cancellation);
        round.Pass("looked");
        if (!look.IsDone)
        {
            await round.NotSentAsync([one], look);
            return;
        }
        if (look.Value.GetArrayLength() == 0)
        {
            await round.ConfirmedAsync([(one, made, write.Step == ErpStep.End ? null : "It is gone from Odoo.")]);
            return;
        }
        try
        {
            await ActAsync(round, one, write, made, look.Value[0], cancellation);
        }
        catch (NotFoundInOdooException missing)
        {
            await round.UnreadableAsync([one], missing.Outcome, missing.Message);
        }
    }

    /// <summary>The record the decision made, as it was when it was last written here.</summary>
    private async ValueTask<ErpResult?> MadeAsync(StoredIntent one, int index, CancellationToken cancellation)
    {
        var prefix = $"{one.Intent.Decision}.{index}.";
        var all = await intents.OfDecisionAsync(one.Intent.Instance, one.Intent.Site, one.Intent.Decision, cancellation);
        return all.Where(other => other.Number < one.Number && other.Intent.Id.StartsWith(prefix, StringComparison.Ordinal))
            .Select(other => ErpResult.Of(other.Result)).LastOrDefault(result => result is { Id: > 0 } && result.Model != "mail.message");
    }

    private async ValueTask ActAsync(WriterRound round, StoredIntent one, ErpWrite write, ErpResult made, JsonElement row, CancellationToken cancellation)
    {
        var isTouched = made.WriteDate is { } ours && OdooText.Plain(row, "write_date") != ours;
        switch (made.Model)
        {
            case Activity when OdooText.Plain(row, "active") != "true":
                await round.ConfirmedAsync([(one, made, "Somebody has done it.")]);
                break;
            case Activity when write.Step == ErpStep.Update && OdooText.Plain(row, "summary") == Summary(write):
                await round.ConfirmedAsync([(one, made with { WriteDate = OdooText.Plain(row, "write_date") }, null)]);
                break;
            case Activity when isTouched:
                await round.ConfirmedAsync([(one, made, "Somebody changed it: it is left as it is.")]);
                break;
            case Activity when write.Step == ErpStep.Update:
                await WriteAsync(round, one, made, new JsonObject { ["summary"] = Summary(write), ["note"] = OdooText.Html(write.Action["note"] ?? write.Text) }, cancellation);
                break;
            case Activity:
                await SendAsync(round, one, made, new OdooCall(made.Model, "unlink") { Ids = [made.Id] }, cancellation);
                break;
            case Block when OdooText.Plain(row, "date_end").Length > 0:
                await round.ConfirmedAsync([(one, made, "Somebody has unblocked it.")]);
                break;
            case Block:
                await WriteAsync(round, one, made, new JsonObject { ["date_end"] = OdooText.Of(time.GetUtcNow()) }, cancellation);
                break;
            case Request:
                await CloseAsync(round, one, made, row, isTouched, cancellation);
                break;
            case Task when OdooText.Plain(row, "state") is not "01_in_progress":
                await round.ConfirmedAsync([(one, made, "Somebody has moved it on: it is left as it is.")]);
                break;
            case Task:
                await WriteAsync(round, one, made, new JsonObject { ["state"] = "1_done" }, cancellation);
                break;
            default:
                await round.ConfirmedAsync([(one, made, "It is left for a person to close.")]);
                break;
        }
    }

    private async ValueTask CloseAsync(WriterRound round, StoredIntent one, ErpResult made, JsonElement row, bool isTouched, CancellationToken cancellation)
    {
        var done = await finder.FirstOfAsync("maintenance.stage", OdooDomain.Of(("done", "=", true)), "sequence, id", cancellation)
            ?? throw new NotFoundInOdooException(OdooOutcome.Missing, "Odoo has no maintenance stage that means done");
        if (OdooText.Plain(row, "stage_id") == done.ToString(System.Globalization.CultureInfo.InvariantCulture))
            await round.ConfirmedAsync([(one, made, null)]);
        else if (isTouched)
            await round.ConfirmedAsync([(one, made, "Somebody is at it: it is left for them to close.")]);
        else
            await WriteAsync(round, one, made, new JsonObject { ["stage_id"] = done }, cancellation);
    }

    private ValueTask WriteAsync(WriterRound round, StoredIntent one, ErpResult made, JsonObject values, CancellationToken cancellation) =>
        SendAsync(round, one, made, new OdooCall(made.Model, "write") { Ids = [made.Id], Arguments = new JsonObject { ["vals"] = values } }, cancellation);

    private async ValueTask SendAsync(WriterRound round, StoredIntent one, ErpResult made, OdooCall call, CancellationToken cancellation)
    {
        var flying = await round.FlyAsync([one], _ => made);
        var origin = ErpWrite.OriginOf(one);
        var answer = await odoo.CallAsync(call with { Safety = CallSafety.Once, CorrelationId = origin.CorrelationId, TraceParent = origin.TraceParent }, cancellation);
        round.Pass("sent");
        if (!answer.IsDone && answer.Outcome != OdooOutcome.Missing)
        {
            await round.NotDoneAsync(flying, answer);
            return;
        }
        await round.WrittenAsync([(flying[0], made)]);
        var back = await odoo.ReadAsync(made.Model, [made.Id], ["write_date"], MakeStep.Archived(), cancellation);
        round.Pass("read back");
        if (back.IsDone)
            await round.ConfirmedAsync([(flying[0], made with { WriteDate = back.Value.GetArrayLength() > 0 ? OdooText.Plain(back.Value[0], "write_date") : null }, null)]);
        else
            await round.NotSentAsync([flying[0] with { State = IntentState.Written }], back);
    }

    private static string Summary(ErpWrite write) => write.Action["summary"] ?? write.Title;
}
