namespace ShopFloorTwin.Odoo.Reading.Calls;

/// <summary>The fields the mapping makes use of, by model: nothing else is asked for, and none that Odoo would have to compute for each row where a stored one serves.</summary>
internal static class Wanted
{
    public static readonly ModelFields Company = ModelFields.Of(OdooModels.Company, "name currency_id");
    public static readonly ModelFields Currency = ModelFields.Of(OdooModels.Currency, "name");
    public static readonly ModelFields Warehouse = ModelFields.Of(OdooModels.Warehouse, "name code company_id view_location_id");
    public static readonly ModelFields Location = ModelFields.Of(OdooModels.Location, "complete_name usage location_id");
    public static readonly ModelFields PickingType = ModelFields.Of(OdooModels.PickingType, "warehouse_id");

    public static readonly ModelFields Unit = ModelFields.Of(OdooModels.Unit, "name factor relative_factor relative_uom_id category_id uom_type");
    public static readonly ModelFields Calendar = ModelFields.Of(OdooModels.Calendar, "name tz two_weeks_calendar");
    public static readonly ModelFields Attendance = ModelFields.Of(OdooModels.Attendance, "calendar_id dayofweek hour_from hour_to day_period week_type display_type date_from date_to resource_id");
    public static readonly ModelFields Leave = ModelFields.Of(OdooModels.Leave, "name calendar_id resource_id company_id date_from date_to time_type");
    public static readonly ModelFields WorkCenter = ModelFields.Of(OdooModels.WorkCenter, "name code active resource_id resource_calendar_id tz time_efficiency time_start time_stop default_capacity costs_hour alternative_workcenter_ids");
    public static readonly ModelFields Capacity = ModelFields.Of(OdooModels.Capacity, "workcenter_id product_id product_uom_id capacity time_start time_stop");
    public static readonly ModelFields Bom = ModelFields.Of(OdooModels.Bom, "product_tmpl_id product_id product_qty product_uom_id type sequence company_id picking_type_id byproduct_ids allow_operation_dependencies active");
    public static readonly ModelFields BomLine = ModelFields.Of(OdooModels.BomLine, "bom_id product_id product_qty product_uom_id sequence bom_product_template_attribute_value_ids");
    public static readonly ModelFields Operation = ModelFields.Of(OdooModels.Operation, "name bom_id workcenter_id sequence time_cycle time_cycle_manual blocked_by_operation_ids bom_product_template_attribute_value_ids active");
    public static readonly ModelFields VariantValue = ModelFields.Of(OdooModels.VariantValue, "attribute_id");
    public static readonly ModelFields Product = ModelFields.Of(OdooModels.Product, "name default_code barcode type uom_id standard_price product_tmpl_id active product_template_attribute_value_ids");
    public static readonly ModelFields SupplierPrice = ModelFields.Of(OdooModels.SupplierPrice, "partner_id product_tmpl_id product_id sequence min_qty delay price date_start date_end company_id");
    public static readonly ModelFields Partner = ModelFields.Of(OdooModels.Partner, "name ref");
    public static readonly ModelFields Maintenance = ModelFields.Of(OdooModels.Maintenance, "name equipment_id workcenter_id stage_id archive schedule_date schedule_end duration");
    public static readonly ModelFields MaintenanceStage = ModelFields.Of(OdooModels.MaintenanceStage, "done");
    public static readonly ModelFields Equipment = ModelFields.Of(OdooModels.Equipment, "name serial_no workcenter_id");
    public static readonly ModelFields Lot = ModelFields.Of(OdooModels.Lot, "name");

    public static readonly ModelFields Quant = ModelFields.Of(OdooModels.Quant, "product_id location_id lot_id quantity");
    public static readonly ModelFields PurchaseOrder = ModelFields.Of(OdooModels.PurchaseOrder, "name state partner_id");
    public static readonly ModelFields PurchaseLine = ModelFields.Of(OdooModels.PurchaseLine, "order_id product_id product_qty product_uom_id product_uom qty_received date_planned display_type");
    public static readonly ModelFields Order = ModelFields.Of(OdooModels.Order, "name state product_id product_qty product_uom_id priority date_start date_finished date_planned_start date_planned_finished date_deadline allow_workorder_dependencies");
    public static readonly ModelFields WorkOrder = ModelFields.Of(OdooModels.WorkOrder, "name state production_id workcenter_id operation_id sequence date_start duration_expected duration qty_produced blocked_by_workorder_ids");
    public static readonly ModelFields Move = ModelFields.Of(OdooModels.Move, "product_id product_uom_qty quantity quantity_done product_uom state raw_material_production_id");
    public static readonly ModelFields TimeLog = ModelFields.Of(OdooModels.TimeLog, "workcenter_id workorder_id loss_id loss_type description date_start date_end create_uid");
}
