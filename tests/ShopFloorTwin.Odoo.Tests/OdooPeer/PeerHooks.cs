using System.Globalization;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>What Odoo's models do besides storing what they are given, as far as it was recorded.</summary>
public static class PeerHooks
{
    public static void BeforeCreate(PeerSession session, PeerModel model, Dictionary<string, object?> row)
    {
        var tables = session.Tables;
        switch (model.Name)
        {
            case "mrp.production":
                row["date_start"] ??= tables.Now;
                row["date_finished"] ??= Later((string)row["date_start"]!, TimeSpan.FromDays(1));
                row["name"] ??= $"WH/MO/{tables.NextId("sequence:mrp.production"):00000}";
                break;
            case "purchase.order":
                row["date_order"] ??= tables.Now;
                row["name"] ??= $"P{tables.NextId("sequence:purchase.order"):00000}";
                break;
            case "product.product" when row["product_tmpl_id"] is null:
                row["product_tmpl_id"] = tables.Insert("product.template", TemplateOf(row), session.User.Id);
                break;
            case "mrp.workcenter":
                row["resource_id"] ??= tables.Insert("resource.resource", new Dictionary<string, object?> { ["name"] = row["name"], ["active"] = true, ["company_id"] = row["company_id"], ["calendar_id"] = row["resource_calendar_id"] }, session.User.Id);
                break;
            case "mrp.workcenter.productivity":
                row["date_start"] ??= tables.Now;
                row["user_id"] ??= session.User.Id;
                break;
            case "maintenance.request":
                row["request_date"] ??= tables.Now[..10];
                if (row["schedule_date"] is string planned)
                    row["schedule_end"] ??= Later(planned, TimeSpan.FromHours(1));
                break;
            case "mail.activity":
                row["date_deadline"] ??= tables.Now[..10];
                Activity(tables, row);
                MayPost(session, model, row["res_model"] as string);
                break;
            case "mail.message":
                row["date"] ??= tables.Now;
                MayPost(session, model, row["model"] as string);
                break;
            default: break;
        }
    }

    public static void AfterCreate(PeerSession session, PeerModel model, long id)
    {
        if (model.Name != "product.template")
            return;
        var row = session.Tables.Find(model.Name, id)!;
        var variant = TemplateOf(row);
        variant["product_tmpl_id"] = id;
        session.Tables.Insert("product.product", variant, session.User.Id);
    }

    public static void BeforeWrite(PeerSession session, PeerModel model, long id, Dictionary<string, object?> values)
    {
        var row = session.Tables.Find(model.Name, id)!;
        switch (model.Name)
        {
            case "mrp.production" when values.ContainsKey("date_start"): MoveOrder(session, row, values); break;
            case "mrp.workorder": MoveOperation(session, row, values); break;
            case "purchase.order.line" when values.GetValueOrDefault("date_planned") is string planned:
                foreach (var move in session.Tables.Pointing("stock.move", "purchase_line_id", id).ToList())
                    session.Tables.Update("stock.move", move, new Dictionary<string, object?> { ["date_deadline"] = planned }, session.User.Id);
                break;
            case "mrp.bom" when values.GetValueOrDefault("product_qty") is double and <= 0:
                throw PeerError.Validation("The quantity to produce must be positive!");
            default: break;
        }
    }

    public static void BeforeUnlink(PeerSession session, PeerModel model, long id)
    {
        var row = session.Tables.Find(model.Name, id)!;
        if (model.Name == "mrp.production" && Equals(row["state"], "done"))
            throw PeerError.User("You cannot cancel a manufacturing order that is already done.");
        if (model.Name != "mrp.production")
            return;
        foreach (var operation in session.Tables.Pointing("mrp.workorder", "production_id", id).ToList())
            session.Tables.Delete("mrp.workorder", operation);
    }

    /// <summary>A planned order loses its plan when its start moves, unless the context forces the date.</summary>
    private static void MoveOrder(PeerSession session, Dictionary<string, object?> row, Dictionary<string, object?> values)
    {
        if (row["state"] is "done" or "cancel")
            throw PeerError.User("You cannot move a manufacturing order once it is cancelled or done.");
        if (row["is_planned"] is not true || session.Flag("force_date") || values["date_start"] is not string start)
            return;
        values["is_planned"] = false;
        values["date_finished"] = Later(start, TimeSpan.FromDays(1));
        foreach (var operation in session.Tables.Pointing("mrp.workorder", "production_id", (long)row["id"]!).ToList())
        {
            if (session.Tables.Find("mrp.workorder", operation)!["leave_id"] is long leave && session.Tables.Find("resource.calendar.leaves", leave) is not null)
                session.Tables.Delete("resource.calendar.leaves", leave);
            session.Tables.Update("mrp.workorder", operation, new Dictionary<string, object?> { ["date_start"] = null, ["date_finished"] = null, ["leave_id"] = null }, session.User.Id);
        }
    }

    /// <summary>The end follows the start by the expected duration, unless the context says to take both as given.</summary>
    private static void MoveOperation(PeerSession session, Dictionary<string, object?> row, Dictionary<string, object?> values)
    {
        if (values.ContainsKey("workcenter_id") && row["state"] is "done" or "cancel" && values.ContainsKey("workcenter_id"))
            throw PeerError.User($"You cannot change the workcenter of a work order that is {row["state"]}.");
        var start = values.GetValueOrDefault("date_start") as string;
        if (start is not null && values.GetValueOrDefault("date_finished") is string end && string.CompareOrdinal(end, start) < 0)
            throw PeerError.User("The planned end date of the work order cannot be prior to the planned start date, please correct this to save the work order.");
        if (start is not null && !session.Flag("bypass_duration_calculation"))
            values["date_finished"] = Later(start, TimeSpan.FromMinutes(row["duration_expected"] as double? ?? 0));
    }

    /// <summary>On a record only who may write it can leave a note or an activity.</summary>
    private static void MayPost(PeerSession session, PeerModel model, string? document)
    {
        if (document is not null && !session.User.May(document, "write"))
            throw PeerError.Access($"The requested operation cannot be completed due to security restrictions. Please contact your system administrator.\n\n(Document type: {model.Label}, Operation: create)\n\nRecords: 12, User: {session.User.Id}");
    }

    private static void Activity(PeerTables tables, Dictionary<string, object?> row)
    {
        if (row["res_model_id"] is not long model || row["res_id"] is not (long and not 0))
            throw PeerError.Validation("Activities have to be linked to records with a not null res_id.");
        row["res_model"] = tables.Find("ir.model", model)!["model"];
    }

    private static Dictionary<string, object?> TemplateOf(Dictionary<string, object?> row) =>
        ((string[])["name", "default_code", "type", "is_storable", "uom_id", "standard_price", "categ_id", "company_id", "active"])
            .ToDictionary(name => name, row.GetValueOrDefault, StringComparer.Ordinal);

    public static string Later(string moment, TimeSpan by) =>
        DateTime.ParseExact(moment, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture).Add(by).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
