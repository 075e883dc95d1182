namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Which module brings a model.</summary>
public static class PeerModules
{
    public static readonly string[] Installed = ["base", "mail", "uom", "product", "resource", "stock", "purchase", "purchase_stock", "mrp", "maintenance", "mrp_maintenance", "project"];

    /// <summary>What the source of their buyers says of them, as far as the twin writes it; no answer of theirs was recorded.</summary>
    public static readonly string[] Enterprise = ["quality_control", "helpdesk"];

    public static string Of(string model) => model.Split('.')[0] switch
    {
        "mrp" => "mrp",
        "maintenance" => "maintenance",
        "purchase" => "purchase",
        "stock" => "stock",
        "project" => "project",
        "product" => "product",
        "uom" => "uom",
        "resource" => "resource",
        "mail" => "mail",
        "quality" => "quality_control",
        "helpdesk" => "helpdesk",
        _ => "base",
    };
}
