namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>What is there in every Odoo before anybody makes a record.</summary>
public static class PeerBaseData
{
    public static void Seed(OdooPeer peer)
    {
        void Row(string model, long id, object values, string? externalId = null)
        {
            if (!peer.Tables.HasModel(model))
                return;
            var given = System.Text.Json.JsonSerializer.SerializeToNode(values)!.AsObject();
            given["id"] = id;
            peer.Add(model, given, externalId);
        }

        long next = 600;
        foreach (var model in peer.Tables.ModelNames.ToList())
            Row("ir.model", next++, new { name = peer.Tables.Model(model).Label, model }, $"{PeerModules.Of(model)}.model_{model.Replace('.', '_')}");
        foreach (var module in PeerModules.Installed.Concat(peer.Options.With).Except(peer.Options.Without))
            Row("ir.module.module", next++, new { name = module, state = "installed", latest_version = $"{peer.Options.Version}.0.1.0" });
        Row("res.currency", 126, new { name = "EUR" });
        Row("res.company", 1, new { name = "Rig GmbH" });
        foreach (var user in peer.Users)
            Row("res.users", user.Id, new { name = user.Login, login = user.Login, tz = user.TimeZone, company_id = 1 });
        Row("uom.uom", 1, new { name = "Units", factor = 1.0 });
        Row("uom.uom", 2, new { name = "Dozens", factor = 12.0, relative_factor = 12.0, relative_uom_id = 1 });
        Row("uom.uom", 12, new { name = "kg", factor = 1.0 });
        Row("uom.uom", 13, new { name = "g", factor = 0.001, relative_factor = 0.001, relative_uom_id = 12 });
        Calendar(Row);
        Warehouse(Row);
        foreach (var (id, name, type) in ((long, string, string)[])[(1, "Material Availability", "availability"), (2, "Equipment Failure", "availability"), (3, "Setup and Adjustments", "availability"), (4, "Reduced Speed", "performance"), (5, "Process Defect", "quality"), (6, "Reduced Yield", "quality"), (7, "Fully Productive Time", "productive")])
            Row("mrp.workcenter.productivity.loss", id, new { name, loss_type = type, manual = id <= 3 });
        Row("maintenance.team", 1, new { name = "Internal Maintenance" });
        foreach (var (id, name, done) in ((long, string, bool)[])[(1, "New Request", false), (2, "In Progress", false), (3, "Repaired", true), (4, "Scrap", true)])
            Row("maintenance.stage", id, new { name, done, sequence = id });
        Row("mail.activity.type", 4, new { name = "To-Do" }, "mail.mail_activity_data_todo");
        Row("mail.message.subtype", 1, new { name = "Discussions" }, "mail.mt_comment");
        Row("mail.message.subtype", 2, new { name = "Note" }, "mail.mt_note");
        Row("project.project", 1, new { name = "Production" });
        Row("project.task.type", 29, new { name = "New" });
    }

    private static void Calendar(Action<string, long, object, string?> row)
    {
        row("resource.calendar", 1, new { name = "Standard 40 hours/week", tz = "Europe/Berlin", company_id = 1 }, null);
        for (var day = 0; day < 5; day++)
        {
            row("resource.calendar.attendance", 1 + day * 2, new { calendar_id = 1, name = "Morning", dayofweek = $"{day}", hour_from = 8.0, hour_to = 12.0, day_period = "morning" }, null);
            row("resource.calendar.attendance", 2 + day * 2, new { calendar_id = 1, name = "Afternoon", dayofweek = $"{day}", hour_from = 13.0, hour_to = 17.0, day_period = "afternoon" }, null);
        }
    }

    private static void Warehouse(Action<string, long, object, string?> row)
    {
        row("stock.location", 4, new { name = "Vendors", complete_name = "Partners/Vendors", usage = "supplier" }, null);
        row("stock.location", 5, new { name = "Customers", complete_name = "Partners/Customers", usage = "customer" }, null);
        row("stock.location", 7, new { name = "WH", complete_name = "WH", usage = "view", company_id = 1 }, null);
        row("stock.location", 8, new { name = "Stock", complete_name = "WH/Stock", usage = "internal", location_id = 7, company_id = 1 }, null);
        row("stock.location", 15, new { name = "Production", complete_name = "Virtual Locations/Production", usage = "production", company_id = 1 }, null);
        row("stock.warehouse", 1, new { name = "Main plant", code = "WH", view_location_id = 7, lot_stock_id = 8, company_id = 1 }, null);
        row("stock.picking.type", 1, new { name = "Manufacturing", code = "mrp_operation", warehouse_id = 1, default_location_src_id = 8, default_location_dest_id = 8 }, null);
        row("stock.picking.type", 2, new { name = "Receipts", code = "incoming", warehouse_id = 1, default_location_src_id = 4, default_location_dest_id = 8 }, null);
    }
}
