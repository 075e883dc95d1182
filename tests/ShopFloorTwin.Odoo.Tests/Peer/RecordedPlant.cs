namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>As much of the recorded Odoo's plant as its exchanges name: ids, states, owners.</summary>
public static class RecordedPlant
{
    public static void Seed(OdooPeer peer)
    {
        for (var id = 9; id <= 15; id++)
            peer.Add("res.partner", new { id, name = $"Supplier {id}", @ref = $"V-{id}", email = "sales@supplier.example", supplier_rank = 1 });
        for (var id = 1; id <= 40; id++)
        {
            peer.Add("product.product", new { id, name = $"Product {id}", default_code = $"PC-{id:000}", is_storable = true });
            peer.Add("product.supplierinfo", new { partner_id = 9, product_id = id, product_tmpl_id = id });
        }
        for (var id = 1; id <= 10; id++)
            peer.Add("mrp.workcenter", new { id, name = $"Work center {id}", code = $"WC-{id}", resource_calendar_id = 1, tz = "Europe/Berlin" }, $"rig.wc{id}");
        for (var id = 1; id <= 13; id++)
            peer.Add("mrp.bom", new { id, product_tmpl_id = id, product_id = id, code = $"BOM-{id}" });
        peer.Add("mrp.bom.line", new { bom_id = 1, product_id = 2, product_qty = 2.0 });
        peer.Add("mrp.routing.workcenter", new { bom_id = 1, name = "Cut", workcenter_id = 1 });
        for (var id = 1; id <= 60; id++)
            Order(peer, id);
        for (var id = 1; id <= 10; id++)
            peer.Add("maintenance.equipment", new { id, name = $"Equipment {id}" });
        for (var id = 1; id <= 28; id++)
            Purchase(peer, id);
    }

    private static void Order(OdooPeer peer, int id)
    {
        var state = id is 1 or 2 or 3 ? "done" : id is 5 or 6 or 7 or 8 ? "progress" : id > 58 ? "draft" : "confirmed";
        peer.Add("mrp.production", new { id, name = $"WH/MO/{id:00000}", product_id = 26, product_qty = 4.0, bom_id = 1, state, user_id = 2, date_deadline = "2026-12-02 15:00:00", is_planned = true });
        peer.Add("mrp.workorder", new { id = id * 2 - 1, name = "Cut", production_id = id, workcenter_id = 1, duration_expected = 44.0, state = state == "done" ? "done" : "ready", sequence = 1 });
        peer.Add("mrp.workorder", new { id = id * 2, name = "Bend", production_id = id, workcenter_id = 3, duration_expected = 61.0, state = state == "done" ? "done" : "blocked", sequence = 2 });
        for (var operation = id * 2 - 1; operation <= id * 2; operation++)
        {
            var leave = peer.Add("resource.calendar.leaves", new { name = $"WH/MO/{id:00000}", calendar_id = 1, resource_id = operation % 2 == 1 ? 1 : 3, date_from = "2026-11-30 13:00:00", date_to = "2026-11-30 14:00:00", time_type = "other" });
            peer.Edit("mrp.workorder", operation, new { leave_id = leave });
        }
        peer.Add("stock.move", new { product_id = 2, product_uom_qty = 8.0, raw_material_production_id = id, state = "confirmed", location_id = 8, location_dest_id = 15, date = "2026-11-30 13:00:00" });
    }

    private static void Purchase(OdooPeer peer, int id)
    {
        peer.Add("purchase.order", new { id, name = $"P{id:00000}", partner_id = 9, state = "purchase", receipt_status = "pending", date_order = "2026-10-19 09:00:00", date_approve = "2026-10-19 09:00:00", date_planned = "2026-11-24 10:00:00" });
        peer.Add("stock.picking", new { name = $"WH/IN/{id:00000}", partner_id = 9, picking_type_id = 2, purchase_id = id, state = "assigned", scheduled_date = "2026-11-24 10:00:00" });
        peer.Add("purchase.order.line", new { id, order_id = id, product_id = 1, name = "Steel", product_qty = 40.0, price_unit = 38.0, date_planned = "2026-11-24 10:00:00" });
        peer.Add("stock.move", new { product_id = 1, product_uom_qty = 40.0, purchase_line_id = id, state = "assigned", location_id = 4, location_dest_id = 8, date = "2026-11-24 10:00:00", date_deadline = "2026-11-24 10:00:00" });
    }
}
