using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// Times a work center does not work: leaves of its calendar, of its company, of itself (<c>resource.calendar.leaves</c>), and maintenance
/// with a date. Leaves of another kind than time off are work orders Odoo has planned: those are no stops here, the twin plans itself.
/// </summary>
internal sealed class StopMapping(OdooRows rows, SiteScope scope, DateTimeOffset asOf, FindingList findings)
{
    private readonly List<OdooRow> _leaves =
    [
        .. rows.Of(OdooModels.Leave).Where(row => row.Text("time_type") is null or "leave" && (row.Ref("company_id") is not { } company || company == scope.Company)),
    ];

    private readonly ILookup<long, PlannedStopSpec> _maintenance = MaintenanceMapping.Stops(rows, asOf, findings).ToLookup(stop => stop.WorkCenter, stop => stop.Stop);

    /// <summary>Stops of a work center that are not over yet, by start.</summary>
    public IReadOnlyList<PlannedStopSpec> Of(OdooRow workCenter)
    {
        var (resource, calendar) = (workCenter.Ref("resource_id"), workCenter.Ref("resource_calendar_id"));
        var stops = _leaves
            .Where(leave => leave.Ref("resource_id") is { } own ? own == resource : leave.Ref("calendar_id") is not { } shared || shared == calendar)
            .Select(Stop).OfType<PlannedStopSpec>()
            .Concat(_maintenance[workCenter.Id])
            .OrderBy(stop => stop.From).ThenBy(stop => stop.To)
            .ToList();
        if (stops.Count <= Limits.PlannedStopsPerWorkCenter)
            return stops;
        findings.Add("tooManyStops", OdooModels.WorkCenter, workCenter.Id, null, $"has {stops.Count} stops ahead", $"the next {Limits.PlannedStopsPerWorkCenter} are taken");
        return stops[..Limits.PlannedStopsPerWorkCenter];
    }

    private PlannedStopSpec? Stop(OdooRow leave)
    {
        if (leave.Instant("date_from") is not { } from || leave.Instant("date_to") is not { } to || to <= asOf)
            return null;
        if (to > from)
            return new PlannedStopSpec { From = from, To = to, Reason = leave.Text("name") ?? "closed" };
        findings.Add("backwards", OdooModels.Leave, leave.Id, "date_to", "ends before it begins", "it is left out");
        return null;
    }
}
