using System.Globalization;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Values as they stand in a table's cells; empty for nothing.</summary>
internal static class CellText
{
    public static string Time(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    public static string Share(double? share) => share?.ToString("0 %", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A difference.</summary>
    public static string Signed(double number) => number.ToString("+0.00;-0.00;0", CultureInfo.InvariantCulture);

    /// <summary>A difference of minutes.</summary>
    public static string Hours(double minutes) => (minutes / 60).ToString("+0.0 h;-0.0 h;0 h", CultureInfo.InvariantCulture);

    public static string Risk(Core.Orders.Risk risk) => risk switch
    {
        Core.Orders.Risk.Late => "[red]late[/]",
        Core.Orders.Risk.AtRisk => "[yellow]at risk[/]",
        Core.Orders.Risk.Watch => "watch",
        _ => "on track",
    };
}
