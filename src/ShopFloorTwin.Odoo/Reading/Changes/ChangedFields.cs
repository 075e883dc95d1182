using ShopFloorTwin.Odoo.Reading.Calls;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>What is asked of a record only to know whether, and what, to read.</summary>
internal static class ChangedFields
{
    public static readonly ModelFields Order = ModelFields.Of(OdooModels.Order, "state");
    public static readonly ModelFields WorkOrder = ModelFields.Of(OdooModels.WorkOrder, "production_id");
    public static readonly ModelFields Move = ModelFields.Of(OdooModels.Move, "product_id state raw_material_production_id purchase_line_id");
    public static readonly ModelFields Quant = ModelFields.Of(OdooModels.Quant, "product_id");
    public static readonly ModelFields PurchaseOrder = ModelFields.Of(OdooModels.PurchaseOrder, "state");
    public static readonly ModelFields PurchaseLine = ModelFields.Of(OdooModels.PurchaseLine, "order_id");
}
