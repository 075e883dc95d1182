namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Fields that Odoo computes from other records.</summary>
public static class PeerComputed
{
    public static bool Value(PeerTables tables, PeerModel model, Dictionary<string, object?> row, PeerField field, out object? value)
    {
        (var found, value) = (model.Name, field.Name) switch
        {
            ("mrp.workcenter", "working_state") => (true, WorkingState(tables, (long)row["id"]!)),
            ("mrp.workorder", "working_state") => (true, row.GetValueOrDefault("workcenter_id") is long center ? WorkingState(tables, center) : null),
            ("mrp.workorder", "production_state") => Of(tables, "mrp.production", row, "production_id", "state"),
            ("mrp.workorder", "product_id") => Of(tables, "mrp.production", row, "production_id", "product_id"),
            ("mrp.workorder", "qty_production") => Of(tables, "mrp.production", row, "production_id", "product_qty"),
            ("mrp.workorder", "company_id") => Of(tables, "mrp.production", row, "production_id", "company_id"),
            ("mrp.workcenter.productivity", "loss_type") => Of(tables, "mrp.workcenter.productivity.loss", row, "loss_id", "loss_type"),
            ("purchase.order.line", "state") => Of(tables, "purchase.order", row, "order_id", "state"),
            ("purchase.order.line", "partner_id") => Of(tables, "purchase.order", row, "order_id", "partner_id"),
            ("purchase.order.line", "company_id") => Of(tables, "purchase.order", row, "order_id", "company_id"),
            ("stock.picking", "picking_type_code") => Of(tables, "stock.picking.type", row, "picking_type_id", "code"),
            ("stock.quant", "available_quantity") => (true, (row.GetValueOrDefault("quantity") as double? ?? 0) - (row.GetValueOrDefault("reserved_quantity") as double? ?? 0)),
            ("mail.activity", "res_name") => (true, row.GetValueOrDefault("res_model") is string other && row.GetValueOrDefault("res_id") is long id ? PeerRead.DisplayName(tables, other, id) : null),
            _ => (false, (object?)null),
        };
        return found;
    }

    /// <summary>Blocked while a loss that is no production is open, done (in use) while a productive one is.</summary>
    public static string WorkingState(PeerTables tables, long center)
    {
        var open = tables.Pointing("mrp.workcenter.productivity", "workcenter_id", center)
            .Select(id => tables.Find("mrp.workcenter.productivity", id)!)
            .Where(record => record.GetValueOrDefault("date_end") is null)
            .Select(record => record.GetValueOrDefault("loss_id") is long loss ? tables.Find("mrp.workcenter.productivity.loss", loss)?.GetValueOrDefault("loss_type") as string : null)
            .ToList();
        return open.Exists(type => type is "availability" or "quality") ? "blocked" : open.Count > 0 ? "done" : "normal";
    }

    private static (bool, object?) Of(PeerTables tables, string other, Dictionary<string, object?> row, string link, string field) =>
        (true, row.GetValueOrDefault(link) is long id ? tables.Find(other, id)?.GetValueOrDefault(field) : null);
}
