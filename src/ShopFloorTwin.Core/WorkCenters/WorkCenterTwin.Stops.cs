using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.WorkCenters;

public sealed partial record WorkCenterTwin
{
    /// <summary>Stops by event that are kept; the one that ended first goes first.</summary>
    public const int EventStopsMax = 64;

    internal WorkCenterTwin Planned(MaintenancePlannedData said, CloudEvent plan)
    {
        var stops = Sorted(PlannedStops, new PlannedStop(said.From, said.To, said.Reason, new EventRef(plan.Id, plan.Time)));
        if (stops.Count(stop => stop.Event is not null) > EventStopsMax)
            stops = stops.Remove(stops.Where(stop => stop.Event is not null).MinBy(stop => stop.To)!);
        return this with { PlannedStops = stops };
    }

    /// <summary>Ends the stop that runs at that time; when none does, the next one by event is not needed any more.</summary>
    internal WorkCenterTwin Maintained(DateTimeOffset time)
    {
        for (var i = 0; i < PlannedStops.Length; i++)
        {
            var stop = PlannedStops[i];
            if (stop.From <= time && time < stop.To)
                return this with { PlannedStops = stop.From == time ? PlannedStops.RemoveAt(i) : PlannedStops.SetItem(i, stop with { To = time }) };
        }
        for (var i = 0; i < PlannedStops.Length; i++)
            if (PlannedStops[i].Event is not null && PlannedStops[i].From > time)
                return this with { PlannedStops = PlannedStops.RemoveAt(i) };
        return this;
    }

    private static ImmutableArray<PlannedStop> Sorted(ImmutableArray<PlannedStop> stops, PlannedStop stop)
    {
        var place = stops.Length;
        while (place > 0 && stops[place - 1].From > stop.From)
            place--;
        return stops.Insert(place, stop);
    }
}
