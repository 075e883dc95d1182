using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>
/// Planned minutes per unit at each work center: over its operations with units made, planned run time per unit
/// weighted by those units. The "planned runtime per item" (PRI) of ISO 22400-2.
/// </summary>
internal sealed class CycleTimes
{
    private readonly Dictionary<string, (double Minutes, double Units)> _made = new(StringComparer.Ordinal);

    private CycleTimes()
    {
    }

    public static CycleTimes Of(SitePicture picture)
    {
        var cycles = new CycleTimes();
        foreach (var order in picture.Twins.Orders)
        {
            if (order.Quantity <= 0)
                continue;
            foreach (var operation in order.Operations)
            {
                var units = operation.Done + operation.Scrap;
                if (units <= 0)
                    continue;
                var perUnit = Math.Max(0, operation.PlannedMinutes - operation.SetupMinutes) / order.Quantity;
                var (minutes, made) = cycles._made.GetValueOrDefault(operation.WorkCenter);
                cycles._made[operation.WorkCenter] = (minutes + perUnit * units, made + units);
            }
        }
        return cycles;
    }

    /// <summary>At efficiency 1; null while nothing was made there.</summary>
    public double? MinutesPerUnit(string workCenter) =>
        _made.TryGetValue(workCenter, out var made) && made.Minutes > 0 ? made.Minutes / made.Units : null;
}
