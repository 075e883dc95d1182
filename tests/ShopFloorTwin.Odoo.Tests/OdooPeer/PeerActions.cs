using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Buttons and other methods of single models.</summary>
public static class PeerActions
{
    private static readonly Dictionary<(string Model, string Method), PeerMethod> All = new()
    {
        [("res.users", "context_get")] = new(false, [], 0, false, call => new JsonObject { ["lang"] = "en_US", ["tz"] = call.Session.User.TimeZone, ["uid"] = call.Session.User.Id }),
        [("ir.model.data", "check_object_reference")] = new(false, ["module", "xml_id", "raise_on_access_error"], 2, false, Reference),
        [("mrp.production", "button_plan")] = OnRecords(Plan),
        [("mrp.production", "action_confirm")] = OnRecords(call => SetState(call, "confirmed")),
        [("mrp.production", "action_cancel")] = OnRecords(call => SetState(call, "cancel")),
        [("purchase.order", "button_confirm")] = OnRecords(call => SetState(call, "purchase")),
        [("purchase.order", "button_cancel")] = OnRecords(call => SetState(call, "cancel")),
        [("mrp.workcenter", "unblock")] = OnRecords(Unblock),
        [("mrp.workcenter.productivity", "button_block")] = OnRecords(_ => null),
        [("mail.activity", "action_feedback")] = new(true, ["feedback", "attachment_ids"], 0, false, Feedback),
        [("mail.activity", "action_done")] = OnRecords(Feedback),
    };

    public static PeerMethod? Find(string model, string method) => All.GetValueOrDefault((model, method));

    private static PeerMethod OnRecords(Func<PeerInvocation, JsonNode?> run) => new(true, [], 0, false, run);

    private static JsonArray Reference(PeerInvocation call)
    {
        var name = $"{call.Text("module")}.{call.Text("xml_id")}";
        return PeerExternalIds.Find(call.Tables, name) is { } row && call.Tables.Find((string)row["model"]!, (long)row["res_id"]!) is not null
            ? new JsonArray((string)row["model"]!, (long)row["res_id"]!)
            : throw PeerError.Value($"External ID not found in the system: {name}");
    }

    private static JsonNode? SetState(PeerInvocation call, string state)
    {
        call.Session.User.Require(call.Model, "write");
        call.Session.RequireThere(call.Model.Name, call.Ids);
        foreach (var id in call.Ids)
            call.Tables.Update(call.Model.Name, id, new Dictionary<string, object?> { ["state"] = state }, call.Session.User.Id);
        return true;
    }

    /// <summary>Forward from the order's start, one operation after the other; the calendar is not looked at.</summary>
    private static JsonNode? Plan(PeerInvocation call)
    {
        call.Session.User.Require(call.Model, "write");
        call.Session.RequireThere(call.Model.Name, call.Ids);
        foreach (var id in call.Ids)
        {
            var at = (string)call.Tables.Find(call.Model.Name, id)!["date_start"]!;
            foreach (var operation in call.Tables.Pointing("mrp.workorder", "production_id", id).ToList())
            {
                var row = call.Tables.Find("mrp.workorder", operation)!;
                var until = PeerHooks.Later(at, TimeSpan.FromMinutes(row["duration_expected"] as double? ?? 0));
                var leave = row["leave_id"] as long? ?? call.Tables.Insert("resource.calendar.leaves", Slot(call, id, row), call.Session.User.Id);
                call.Tables.Update("resource.calendar.leaves", leave, new Dictionary<string, object?> { ["date_from"] = at, ["date_to"] = until }, call.Session.User.Id);
                call.Tables.Update("mrp.workorder", operation, new Dictionary<string, object?> { ["date_start"] = at, ["date_finished"] = until, ["leave_id"] = leave }, call.Session.User.Id);
                at = until;
            }
            call.Tables.Update(call.Model.Name, id, new Dictionary<string, object?> { ["is_planned"] = true, ["date_finished"] = at }, call.Session.User.Id);
        }
        return true;
    }

    private static Dictionary<string, object?> Slot(PeerInvocation call, long order, Dictionary<string, object?> operation)
    {
        var center = call.Tables.Find("mrp.workcenter", (long)operation["workcenter_id"]!)!;
        return new()
        {
            ["name"] = $"{call.Tables.Find("mrp.production", order)!["name"]} - {operation["name"]}",
            ["resource_id"] = center["resource_id"],
            ["calendar_id"] = center["resource_calendar_id"],
            ["time_type"] = "other",
        };
    }

    /// <summary>Closes every open record of the work center.</summary>
    private static JsonNode? Unblock(PeerInvocation call)
    {
        call.Session.RequireThere(call.Model.Name, call.Ids);
        foreach (var id in call.Ids)
        {
            var open = call.Tables.Pointing("mrp.workcenter.productivity", "workcenter_id", id)
                .Where(record => call.Tables.Find("mrp.workcenter.productivity", record)!["date_end"] is null).ToList();
            if (PeerComputed.WorkingState(call.Tables, id) != "blocked")
                throw PeerError.User("It has already been unblocked.");
            foreach (var record in open)
                call.Tables.Update("mrp.workcenter.productivity", record, new Dictionary<string, object?> { ["date_end"] = call.Tables.Now }, call.Session.User.Id);
        }
        return true;
    }

    /// <summary>Leaves a message and archives the activity; answers with the message's id.</summary>
    private static JsonNode? Feedback(PeerInvocation call)
    {
        call.Session.RequireThere(call.Model.Name, call.Ids);
        long message = 0;
        foreach (var id in call.Ids)
        {
            var row = call.Tables.Find(call.Model.Name, id)!;
            call.Tables.Update(call.Model.Name, id, new Dictionary<string, object?> { ["active"] = false, ["feedback"] = call.Text("feedback"), ["date_done"] = call.Tables.Now[..10], ["state"] = "done" }, call.Session.User.Id);
            message = PeerWrite.Create(call.Session, call.Tables.Model("mail.message"), new JsonObject
            {
                ["model"] = (string?)row["res_model"],
                ["res_id"] = (long)row["res_id"]!,
                ["body"] = $"<p>{call.Text("feedback")}</p>",
                ["message_type"] = "notification",
            });
        }
        return message;
    }
}
