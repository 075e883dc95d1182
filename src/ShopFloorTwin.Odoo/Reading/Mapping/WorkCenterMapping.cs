using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// <c>mrp.workcenter</c>. Odoo's capacity is the pieces of one cycle, not machines beside each other: it goes into the minutes per unit
/// (<see cref="CycleTime"/>), and the twin's capacity is 1, as Odoo plans one work order at a time.
/// </summary>
internal sealed class WorkCenterMapping
{
    private readonly OdooRows _rows;
    private readonly OdooLinks _links;
    private readonly FindingList _findings;
    private readonly Dictionary<long, double> _efficiencies = [];

    public WorkCenterMapping(OdooRows rows, OdooLinks links, FindingList findings)
    {
        (_rows, _links, _findings) = (rows, links, findings);
        foreach (var row in rows.Of(OdooModels.WorkCenter))
        {
            links.Name(OdooModels.WorkCenter, row.Id, row.Text("code") ?? row.Text("name"), findings);
            _efficiencies[row.Id] = Efficiency(row);
            if (row.Has("active") && !row.Flag("active"))
                findings.Add("archivedWorkCenter", OdooModels.WorkCenter, row.Id, "active", $"{NameOf(row.Id)} is archived, and operations name it still", "it is planned on all the same");
        }
    }

    /// <summary>The twin's id; null when the work center was not read.</summary>
    public string? NameOf(long? workCenter) => _links.NameOf(OdooModels.WorkCenter, workCenter);

    /// <summary>1 is Odoo's 100 %.</summary>
    public double EfficiencyOf(long? workCenter) => workCenter is { } id ? _efficiencies.GetValueOrDefault(id, 1) : 1;

    /// <param name="stops">Gives each its stops.</param>
    /// <param name="calendars">The calendars that have hours.</param>
    public IReadOnlyList<WorkCenterSpec> WorkCenters(StopMapping stops, IReadOnlyList<CalendarSpec> calendars)
    {
        var known = calendars.Select(calendar => calendar.Id).ToHashSet(StringComparer.Ordinal);
        return [.. _rows.Of(OdooModels.WorkCenter).Select(row => new WorkCenterSpec
        {
            Id = NameOf(row.Id)!,
            Name = row.Text("name"),
            Calendar = _links.NameOf(OdooModels.Calendar, row.Ref("resource_calendar_id")) is { } calendar && known.Contains(calendar) ? calendar : null,
            Efficiency = _efficiencies[row.Id],
            CostPerHour = row.Number("costs_hour") is >= 0 and <= Limits.LargestNumber and var cost ? cost : null,
            Alternatives = [.. row.Refs("alternative_workcenter_ids").Select(id => NameOf(id)).OfType<string>()],
            PlannedStops = stops.Of(row),
        })];
    }

    private double Efficiency(OdooRow row)
    {
        var percent = row.Number("time_efficiency", 100);
        if (percent is > 0 and <= 1000)
            return percent / 100;
        _findings.Add("badEfficiency", OdooModels.WorkCenter, row.Id, "time_efficiency", $"is {percent} %", "100 % is taken");
        return 1;
    }
}
