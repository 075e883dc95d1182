using System.Globalization;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>A new record as a row of <c>load</c>.</summary>
/// <param name="Model">It is one of.</param>
/// <param name="Cells">By column; the external id among them.</param>
internal sealed record RecordRow(string Model, IReadOnlyList<KeyValuePair<string, string>> Cells)
{
    /// <summary>What a person is told when Odoo refuses it; empty: what Odoo says is enough.</summary>
    public string Hint { get; init; } = "";

    /// <summary>Rows of one shape go in one call.</summary>
    public string Shape => $"{Model}({string.Join(',', Cells.Select(cell => cell.Key))})";

    public JsonArray Row => [.. Cells.Select(cell => (JsonNode)cell.Value)];
}

/// <summary>The records that actions make, in Odoo's models.</summary>
internal sealed class RecordForms(RecordFinder finder, TimeProvider time)
{
    /// <exception cref="NotFoundInOdooException">Something the record needs is not there.</exception>
    public async ValueTask<RecordRow> RowAsync(Intent intent, ErpWrite write, CancellationToken cancellation)
    {
        var id = new KeyValuePair<string, string>("id", DecisionIntents.ExternalId(intent));
        var action = write.Action;
        var (model, cells) = action.Kind switch
        {
            ActionKind.Activity => await ActivityAsync(action, cancellation),
            ActionKind.QualityAlert => await AlertAsync(action, cancellation),
            ActionKind.Note => await NoteAsync(await finder.OfAsync(action.Target, cancellation), action["note"] ?? write.Text),
            ActionKind.Block => await BlockAsync(intent, action, cancellation),
            ActionKind.MaintenanceRequest => await RequestAsync(action, cancellation),
            ActionKind.Replenish => await SupplyAsync(intent, action, cancellation),
            ActionKind.Task => await OfGroupAsync("project.task", "project_id", "project.project", "project", action, action["project"], cancellation),
            ActionKind.Ticket => await OfGroupAsync("helpdesk.ticket", "team_id", "helpdesk.team", "helpdesk team", action, action["team"], cancellation),
            _ => throw new NotFoundInOdooException(OdooOutcome.Refused, $"{action.Kind} makes no record"),
        };
        return new RecordRow(model, [id, .. cells.Where(cell => cell.Value.Length > 0)]) { Hint = HintOf(model, action.Target) };
    }

    /// <summary>Odoo says no more than "security restrictions" when the record a note or an activity stands on cannot be written.</summary>
    public static string HintOf(string model, string target) => model is "mail.activity" or "mail.message"
        ? $". A note or an activity on {target} wants the right to write that record: 'odoo check' names the groups." : "";

    /// <summary>A note in the history of a record.</summary>
    public static ValueTask<(string, List<KeyValuePair<string, string>>)> NoteAsync(OdooRecord record, string text) => new(("mail.message",
    [
        new("model", record.Model), new("res_id", Text(record.Id)), new("body", OdooText.Html(text)), new("message_type", "comment"), new("subtype_id/id", "mail.mt_note"),
    ]));

    private async ValueTask<(string, List<KeyValuePair<string, string>>)> ActivityAsync(DecisionAction action, CancellationToken cancellation)
    {
        var record = await finder.OfAsync(action.Target, cancellation);
        var user = action["user"] is { Length: > 0 } login ? Text(await finder.RequireAsync("res.users", "login", login, "user", cancellation)) : "";
        return ("mail.activity",
        [
            new("res_model_id/id", ModelId(record.Model)), new("res_id", Text(record.Id)), new("activity_type_id/id", "mail.mail_activity_data_todo"),
            new("summary", action["summary"] ?? ""), new("note", OdooText.Html(action["note"] ?? "")), new("date_deadline", action["deadline"] ?? Today()),
            new("user_id/.id", user),
        ]);
    }

    /// <summary>Enterprise has quality alerts; Community gets an activity.</summary>
    private async ValueTask<(string, List<KeyValuePair<string, string>>)> AlertAsync(DecisionAction action, CancellationToken cancellation)
    {
        var fields = await finder.FieldsAsync("quality.alert", cancellation);
        if (fields.Count == 0)
            return await ActivityAsync(action, cancellation);
        var record = await finder.OfAsync(action.Target, cancellation);
        var link = record.Model switch { "mrp.production" => "production_id", "product.product" => "product_id", "mrp.workcenter" => "workcenter_id", _ => "" };
        return ("quality.alert",
        [
            new(fields.Contains("title") ? "title" : "name", action["summary"] ?? ""), new("description", OdooText.Html(action["note"] ?? "")),
            .. fields.Contains(link) ? [new KeyValuePair<string, string>($"{link}/.id", Text(record.Id))] : Array.Empty<KeyValuePair<string, string>>(),
        ]);
    }

    private async ValueTask<(string, List<KeyValuePair<string, string>>)> BlockAsync(Intent intent, DecisionAction action, CancellationToken cancellation)
    {
        var record = await finder.OfAsync(action.Target, cancellation);
        const string model = "mrp.workcenter.productivity.loss";
        var loss = await finder.FindAsync(model, "name", "Equipment Failure", cancellation)
            ?? await finder.FirstOfAsync(model, OdooDomain.Of(("loss_type", "=", "availability")), "id", cancellation)
            ?? throw new NotFoundInOdooException(OdooOutcome.Missing, "Odoo has no reason for a loss of availability");
        return ("mrp.workcenter.productivity", [new("workcenter_id/.id", Text(record.Id)), new("loss_id/.id", Text(loss)), new("description", OwnMark.Put(action["reason"] ?? "down", intent.Decision))]);
    }

    private async ValueTask<(string, List<KeyValuePair<string, string>>)> RequestAsync(DecisionAction action, CancellationToken cancellation)
    {
        var record = await finder.OfAsync(action.Target, cancellation);
        var fields = await finder.FieldsAsync("maintenance.request", cancellation);
        var cells = new List<KeyValuePair<string, string>>
        {
            new("name", action["name"] ?? "Maintenance"), new("description", OdooText.Html(action["description"] ?? "")),
            new("maintenance_type", "corrective"), new("priority", "2"),
        };
        // The link to work centers is of a module that not everybody has; equipment named like the work center is the next best.
        if (record.Model == "mrp.workcenter" && fields.Contains("workcenter_id"))
            cells.Add(new("workcenter_id/.id", Text(record.Id)));
        else if (await finder.FindAsync("maintenance.equipment", "name", action.Target[(action.Target.IndexOf('/', StringComparison.Ordinal) + 1)..], cancellation) is { } equipment)
            cells.Add(new("equipment_id/.id", Text(equipment)));
        return ("maintenance.request", cells);
    }

    /// <summary>A draft purchase order of one line; a draft manufacturing order where no supplier is named.</summary>
    private async ValueTask<(string, List<KeyValuePair<string, string>>)> SupplyAsync(Intent intent, DecisionAction action, CancellationToken cancellation)
    {
        var product = await finder.OfAsync(action.Target, cancellation);
        var (quantity, needed) = (action["quantity"] ?? "1", OdooText.OfInstant(action["needed"]));
        if (action["supplier"] is not { Length: > 0 } supplier)
            return ("mrp.production", [new("product_id/.id", Text(product.Id)), new("product_qty", quantity), new("date_deadline", needed), new("origin", intent.Decision)]);
        var partner = await finder.OfAsync("supplier/" + supplier, cancellation);
        return ("purchase.order",
        [
            new("partner_id/.id", Text(partner.Id)), new("origin", intent.Decision), new("order_line/id", DecisionIntents.ExternalId(intent) + "_line"),
            new("order_line/product_id/.id", Text(product.Id)), new("order_line/product_qty", quantity), new("order_line/date_planned", needed),
        ]);
    }

    private async ValueTask<(string, List<KeyValuePair<string, string>>)> OfGroupAsync(
        string model, string link, string group, string what, DecisionAction action, string? name, CancellationToken cancellation)
    {
        if ((await finder.FieldsAsync(model, cancellation)).Count == 0)
            throw new NotFoundInOdooException(OdooOutcome.Refused, $"Odoo has no {model}: the module is not installed, or the user may not see it");
        var id = await finder.RequireAsync(group, "name", name ?? "", what, cancellation);
        return (model, [new($"{link}/.id", Text(id)), new("name", action["name"] ?? ""), new("description", OdooText.Html(action["description"] ?? ""))]);
    }

    /// <summary>Odoo's own external id of a model: only administrators may look its number up.</summary>
    private static string ModelId(string model)
    {
        var module = model[..model.IndexOf('.', StringComparison.Ordinal)];
        return $"{(module == "res" ? "base" : module)}.model_{model.Replace('.', '_')}";
    }

    private string Today() => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
