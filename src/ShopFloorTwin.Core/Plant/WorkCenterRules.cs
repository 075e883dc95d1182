using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks work centers.</summary>
internal static class WorkCenterRules
{
    public static void Check(PlantDocument document, PlantIndex index, Place root, ProblemList problems)
    {
        var known = new HashSet<string>();
        for (var i = 0; i < document.WorkCenters.Count && !problems.IsFull; i++)
        {
            var place = root.Item("workCenters", i);
            if (!problems.Present(place, document.WorkCenters[i]))
                continue;
            var workCenter = document.WorkCenters[i];
            problems.Id(place, "id", workCenter.Id);
            problems.Unique(place, "id", known, workCenter.Id);
            problems.Text(place, "name", workCenter.Name);
            problems.Reference(place, "calendar", index.Calendars, workCenter.Calendar, "calendar");
            if (workCenter.Capacity is < 1 or > Limits.WorkCenterCapacity)
                problems.Add(place, "capacity", $"must be 1 to {Limits.WorkCenterCapacity}");
            if (workCenter.Efficiency is not (> 0 and <= 10))
                problems.Add(place, "efficiency", "must be more than 0 and at most 10");
            problems.Number(place, "costPerHour", workCenter.CostPerHour);
            CheckAlternatives(place, workCenter, index, problems);
            CheckStops(place, workCenter.PlannedStops, problems);
        }
    }

    private static void CheckAlternatives(Place place, WorkCenterSpec workCenter, PlantIndex index, ProblemList problems)
    {
        problems.Count(place, "alternatives", workCenter.Alternatives.Count, Limits.PlantWorkCenters);
        for (var a = 0; a < workCenter.Alternatives.Count; a++)
        {
            var alternative = place.Item("alternatives", a);
            if (problems.Present(alternative, workCenter.Alternatives[a]) && !index.WorkCenters.Contains(workCenter.Alternatives[a]))
                problems.Add(alternative, null, $"refers to an unknown work center '{Excerpt.Of(workCenter.Alternatives[a])}'");
        }
    }

    private static void CheckStops(Place place, IReadOnlyList<PlannedStopSpec> stops, ProblemList problems)
    {
        problems.Count(place, "plannedStops", stops.Count, Limits.PlannedStopsPerWorkCenter);
        for (var s = 0; s < stops.Count; s++)
        {
            var stopPlace = place.Item("plannedStops", s);
            if (!problems.Present(stopPlace, stops[s]))
                continue;
            problems.Instant(stopPlace, "from", stops[s].From);
            problems.Instant(stopPlace, "to", stops[s].To);
            problems.Text(stopPlace, "reason", stops[s].Reason);
            if (stops[s].From >= stops[s].To)
                problems.Add(stopPlace, "to", "must be later than from");
        }
    }
}
