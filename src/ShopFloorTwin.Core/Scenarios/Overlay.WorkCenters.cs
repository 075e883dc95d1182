using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Scenarios;

public sealed partial class Overlay
{
    private void Stop(StopWorkCenter said)
    {
        if (WorkCenter(said.WorkCenter) is not (>= 0 and var place) || !Span(said.From, said.To))
            return;
        var data = new MaintenancePlannedData(said.From, said.To, null) { Entity = said.WorkCenter };
        Put(place, _twins.WorkCenters[place].Planned(data, Event("maintenance.planned.v1", "work-center/" + said.WorkCenter, data)));
    }

    private void Open(AddShift said)
    {
        if (WorkCenter(said.WorkCenter) is not (>= 0 and var place) || !Span(said.From, said.To))
            return;
        var workCenter = _twins.WorkCenters[place];
        if (workCenter.Calendar is null || !_twins.Plan.Calendars.TryGetValue(workCenter.Calendar, out var calendar))
        {
            Wrong("workCenter", "is open around the clock");
            return;
        }
        // Others that keep the same hours do not get the shift.
        var own = ShiftHours.With(calendar, $"{calendar.Id} + {_place}", _twins.Plan.TimeZone, said.From, said.To);
        _twins = _twins with { Plan = _twins.Plan with { Calendars = _twins.Plan.Calendars.SetItem(own.Id, own) } };
        Put(place, workCenter with { Calendar = own.Id });
    }

    private void Change(SetCapacity said)
    {
        if (WorkCenter(said.WorkCenter) is not (>= 0 and var place) || !Check(said.Capacity is >= 1 and <= Limits.WorkCenterCapacity, "capacity", $"must be 1 to {Limits.WorkCenterCapacity}"))
            return;
        var workCenter = _twins.WorkCenters[place];
        var from = said.From > _now ? said.From.Value : _now;
        if (from == _now && said.To is null)
        {
            Put(place, workCenter with { Capacity = said.Capacity });
            return;
        }
        if (!Span(from, said.To ?? from.AddDays(1)))
            return;
        var window = new CapacityWindow(from, said.To ?? DateTimeOffset.MaxValue, said.Capacity);
        if (Check(workCenter.CapacityWindows.All(other => other.To <= window.From || window.To <= other.From), "from", "overlaps with another time the capacity changes for"))
            Put(place, workCenter with { CapacityWindows = [.. workCenter.CapacityWindows.Append(window).OrderBy(one => one.From)] });
    }

    private void Change(SetEfficiency said)
    {
        if (WorkCenter(said.WorkCenter) is >= 0 and var place && Check(said.Efficiency is >= 0.01 and <= 10, "efficiency", "must be 0.01 to 10"))
            Put(place, _twins.WorkCenters[place] with { Efficiency = said.Efficiency });
    }

    private int WorkCenter(string id) => Find(_twins.WorkCenters, w => w.Id, id, "workCenter", "work center");
}
