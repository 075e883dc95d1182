using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Api.Board;

/// <summary>Work centers that cannot run now, and when they are believed to be back.</summary>
internal static class WorkCentersDown
{
    private const int Shown = 12;

    public static Html Of(IReadOnlyList<WorkCenterView> down, LocalTimes times, DateTimeOffset asOf)
    {
        if (down.Count == 0)
            return new Html();
        var list = new Html().Add($"<section class=\"down\" aria-label=\"Work centers down\"><h2>Down</h2><ul>");
        foreach (var center in down.Take(Shown))
            list.Add($"<li><strong>{center.Name ?? center.Id}</strong> <span class=\"sub\">{State(center)}{Since(center, asOf)} · {center.Queue.Count} waiting · free {times.Minute(center.FreeAt.P50)}</span></li>");
        if (down.Count > Shown)
            list.Add($"<li class=\"sub\">and {down.Count - Shown} more</li>");
        return list.Add($"</ul></section>");
    }

    private static string State(WorkCenterView center) => center.State.ToString().ToLowerInvariant();

    private static string Since(WorkCenterView center, DateTimeOffset asOf) =>
        center.StateSince is { } since ? $" for {LocalTimes.Span(asOf - since)}" : "";
}
