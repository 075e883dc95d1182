namespace ShopFloorTwin.Api.Access;

/// <summary>What a key may be used for.</summary>
public static class Roles
{
    public const string Viewer = "viewer";
    public const string Planner = "planner";
    public const string Quality = "quality";
    public const string Maintenance = "maintenance";
    public const string Approver = "approver";
    public const string Integrator = "integrator";
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Planner, Quality, Maintenance, Approver, Integrator, Admin];
}
