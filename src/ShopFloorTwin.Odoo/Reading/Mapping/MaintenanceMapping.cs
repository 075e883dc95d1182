using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>A stop of the work center with this database id, and the request it comes from.</summary>
internal sealed record MaintenanceStop(long Request, long WorkCenter, PlannedStopSpec Stop);

/// <summary>
/// <c>maintenance.request</c> with a scheduled time, not in a finished stage: a planned stop. The work center is the request's own
/// where that field exists (Enterprise), or the equipment's, or the one whose code or name the equipment bears as name or serial number.
/// </summary>
internal static class MaintenanceMapping
{
    /// <summary>Hours of a request that says when, but not how long.</summary>
    private const double DefaultHours = 1;

    public static IReadOnlyList<MaintenanceStop> Stops(OdooRows rows, DateTimeOffset asOf, FindingList findings)
    {
        var workCenters = ByWord(rows);
        var stops = new List<MaintenanceStop>();
        foreach (var request in rows.Of(OdooModels.Maintenance))
        {
            if (request.Flag("archive") || IsDone(rows, request) || request.Instant("schedule_date") is not { } from)
                continue;
            var to = request.Instant("schedule_end") is { } end && end > from ? end : from.AddHours(Hours(request));
            if (to <= asOf)
                continue;
            if (WorkCenterOf(rows, request, workCenters) is { } workCenter)
                stops.Add(new MaintenanceStop(request.Id, workCenter, new PlannedStopSpec { From = from, To = to, Reason = request.Text("name") ?? "maintenance" }));
            else
                findings.Add("maintenanceWithoutWorkCenter", OdooModels.Maintenance, request.Id, "equipment_id",
                    $"'{request.Text("name")}' is for no work center: name the equipment, or its serial number, as the work center's code", "it stops nothing here");
        }
        return stops;
    }

    private static double Hours(OdooRow request) => request.Number("duration", 0) is > 0 and < 24 * 365 and var hours ? hours : DefaultHours;

    private static bool IsDone(OdooRows rows, OdooRow request) => rows.Find(OdooModels.MaintenanceStage, request.Ref("stage_id"))?.Flag("done") ?? false;

    private static long? WorkCenterOf(OdooRows rows, OdooRow request, Dictionary<string, long> workCenters)
    {
        if (request.Ref("workcenter_id") is { } own)
            return own;
        if (rows.Find(OdooModels.Equipment, request.Ref("equipment_id")) is not { } equipment)
            return null;
        if (equipment.Ref("workcenter_id") is { } itsOwn)
            return itsOwn;
        foreach (var word in (string?[])[equipment.Text("serial_no"), equipment.Text("name")])
            if (word is not null && workCenters.TryGetValue(word, out var called))
                return called;
        return null;
    }

    private static Dictionary<string, long> ByWord(OdooRows rows)
    {
        var words = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var workCenter in rows.Of(OdooModels.WorkCenter))
            foreach (var word in (string?[])[workCenter.Text("code"), workCenter.Text("name")])
                if (word is not null)
                    words.TryAdd(word, workCenter.Id);
        return words;
    }
}
