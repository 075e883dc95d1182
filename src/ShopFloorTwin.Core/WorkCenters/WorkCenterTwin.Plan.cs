using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.WorkCenters;

public sealed partial record WorkCenterTwin
{
    /// <summary>The work center as a document says it. States, counters, clock and stops by event are kept.</summary>
    internal WorkCenterTwin Specified(WorkCenterSpec spec, NamePool names) => this with
    {
        Name = spec.Name,
        Calendar = names.NameOrNull(spec.Calendar),
        Capacity = spec.Capacity,
        Efficiency = spec.Efficiency,
        CostPerHour = spec.CostPerHour,
        Alternatives = [.. spec.Alternatives.Select(names.Name)],
        PlannedStops =
        [
            .. spec.PlannedStops.Select(stop => new PlannedStop(stop.From, stop.To, stop.Reason, null))
                .Concat(PlannedStops.Where(stop => stop.Event is not null))
                .OrderBy(stop => stop.From),
        ],
    };
}
