namespace ShopFloorTwin.Odoo.Checking;

/// <summary>A module of Odoo.</summary>
/// <param name="Sign">A model that only it brings.</param>
/// <param name="Purpose">What the twin does not do without it.</param>
public sealed record OdooModule(string Name, string Sign, bool Required, string Purpose);

/// <summary>A right on a model.</summary>
/// <param name="Operations">Of <c>read write create</c>.</param>
/// <param name="Group">The group of Odoo's that has it.</param>
/// <param name="Purpose">What is not done without it, where everything else is; null: the twin does not work without it.</param>
public sealed record OdooRight(string Module, string Model, string Operations, string Group, string? Purpose = null);

/// <summary>What the twin needs of an Odoo.</summary>
public static class OdooNeeds
{
    public static IReadOnlyList<OdooModule> Modules { get; } =
    [
        new("mrp", "mrp.production", Required: true, "there are no orders without it"),
        new("stock", "stock.move", Required: true, "there is no material without it"),
        new("purchase", "purchase.order", Required: true, "suppliers and their deliveries are not seen without it"),
        new("maintenance", "maintenance.request", Required: true, "stops are not seen and no request is raised without it"),
        new("project", "project.task", Required: false, "tasks"),
        new("quality_control", "quality.alert", Required: false, "quality alerts; an activity serves instead"),
        new("helpdesk", "helpdesk.ticket", Required: false, "tickets"),
    ];

    private const string Manufacturing = "Manufacturing / User";
    private const string Inventory = "Inventory / User";
    private const string Purchase = "Purchase / User";
    private const string Equipment = "Maintenance / Equipment Manager";
    private const string Internal = "User types / Internal User";

    /// <summary>Every model that is read, and what is written. A model a version does not have is no missing right.</summary>
    public static IReadOnlyList<OdooRight> Rights { get; } =
    [
        new("base", "res.company", "read", Internal),
        new("base", "res.currency", "read", Internal),
        new("base", "res.partner", "read", Internal),
        new("mail", "mail.activity", "read write create unlink", Internal),
        new("mail", "mail.message", "read create", Internal),
        new("stock", "uom.uom", "read", Inventory),
        new("stock", "product.product", "read", Inventory),
        new("stock", "product.product", "write", "Products / Create", "holds of stock leave no activity on the product"),
        new("stock", "product.supplierinfo", "read", Purchase),
        new("stock", "stock.warehouse", "read", Inventory),
        new("stock", "stock.location", "read", Inventory),
        new("stock", "stock.picking.type", "read", Inventory),
        new("stock", "product.template.attribute.value", "read", Inventory),
        new("stock", "stock.quant", "read", Inventory),
        new("stock", "stock.lot", "read", Inventory),
        new("stock", "stock.move", "read", Inventory),
        new("mrp", "resource.calendar", "read", Manufacturing),
        new("mrp", "resource.calendar.attendance", "read", Manufacturing),
        new("mrp", "resource.calendar.leaves", "read", Manufacturing),
        new("mrp", "mrp.workcenter", "read", Manufacturing),
        new("mrp", "mrp.workcenter.capacity", "read", Manufacturing),
        new("mrp", "mrp.workcenter.productivity", "read write create", Manufacturing),
        new("mrp", "mrp.workcenter.productivity.loss", "read", Manufacturing),
        new("mrp", "mrp.bom", "read", Manufacturing),
        new("mrp", "mrp.bom.line", "read", Manufacturing),
        new("mrp", "mrp.routing.workcenter", "read", Manufacturing),
        new("mrp", "mrp.production", "read write create", Manufacturing),
        new("mrp", "mrp.workorder", "read", Manufacturing),
        new("purchase", "purchase.order", "read write create", Purchase),
        new("purchase", "purchase.order.line", "read create", Purchase),
        new("maintenance", "maintenance.equipment", "read", Equipment),
        new("maintenance", "maintenance.stage", "read", Equipment),
        new("maintenance", "maintenance.request", "read write create", Equipment),
        new("project", "project.project", "read", "Project / User", "no tasks are made"),
        new("project", "project.task", "read write create", "Project / User", "no tasks are made"),
    ];
}
