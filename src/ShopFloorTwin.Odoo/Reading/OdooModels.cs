namespace ShopFloorTwin.Odoo.Reading;

/// <summary>The names of the models the reader takes.</summary>
internal static class OdooModels
{
    public const string Company = "res.company";
    public const string Currency = "res.currency";
    public const string Warehouse = "stock.warehouse";
    public const string Location = "stock.location";
    public const string PickingType = "stock.picking.type";
    public const string Unit = "uom.uom";
    public const string Product = "product.product";
    public const string VariantValue = "product.template.attribute.value";
    public const string Partner = "res.partner";
    public const string SupplierPrice = "product.supplierinfo";
    public const string Bom = "mrp.bom";
    public const string BomLine = "mrp.bom.line";
    public const string Operation = "mrp.routing.workcenter";
    public const string WorkCenter = "mrp.workcenter";
    public const string Capacity = "mrp.workcenter.capacity";
    public const string TimeLog = "mrp.workcenter.productivity";
    public const string Calendar = "resource.calendar";
    public const string Attendance = "resource.calendar.attendance";
    public const string Leave = "resource.calendar.leaves";
    public const string Quant = "stock.quant";
    public const string Lot = "stock.lot";
    public const string PurchaseOrder = "purchase.order";
    public const string PurchaseLine = "purchase.order.line";
    public const string Order = "mrp.production";
    public const string WorkOrder = "mrp.workorder";
    public const string Move = "stock.move";
    public const string Maintenance = "maintenance.request";
    public const string MaintenanceStage = "maintenance.stage";
    public const string Equipment = "maintenance.equipment";
}
