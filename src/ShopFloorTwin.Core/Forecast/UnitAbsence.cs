using System.Collections.Immutable;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Units of a work center that are not there for some time. One that is at work when they go ends what it does.</summary>
/// <param name="From">Wall minutes.</param>
/// <param name="To">Wall minutes; <see cref="Never"/>: they do not come back.</param>
/// <param name="Units">How many.</param>
internal readonly record struct UnitAbsence(double From, double To, int Units)
{
    /// <summary>About 100 years.</summary>
    public const double Never = 52_560_000;

    /// <summary>The most units a work center has at any time, and the absences, by start, that make it have as many as it has then.</summary>
    public static (int Units, UnitAbsence[]? Absences) Of(WorkCenterTwin center, DateTimeOffset asOf)
    {
        var usual = Math.Max(1, center.Capacity);
        if (center.CapacityWindows.IsEmpty)
            return (usual, null);
        var most = Math.Max(usual, center.CapacityWindows.Max(window => window.Capacity));
        var absences = new List<UnitAbsence>();
        var since = 0.0;
        foreach (var window in center.CapacityWindows)
        {
            var (from, to) = (Math.Max(0, (window.From - asOf).TotalMinutes), Math.Min(Never, (window.To - asOf).TotalMinutes));
            Add(absences, since, from, most - usual);
            Add(absences, from, to, most - window.Capacity);
            since = Math.Max(since, to);
        }
        Add(absences, since, Never, most - usual);
        return (most, [.. absences]);
    }

    private static void Add(List<UnitAbsence> absences, double from, double to, int units)
    {
        if (units > 0 && to > from)
            absences.Add(new UnitAbsence(from, to, units));
    }
}
