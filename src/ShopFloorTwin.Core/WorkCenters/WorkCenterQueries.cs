using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>Work centers of a picture, by id.</summary>
public static class WorkCenterQueries
{
    /// <exception cref="QueryException">Limit or cursor is wrong.</exception>
    public static Page<WorkCenterView> List(SitePicture picture, ListQuery query) =>
        Paging.Page(picture, picture.WorkCenterIds, query, i => View(picture, i, Limits.QueueItemsInList), v => v.Id);

    /// <summary>Null when there is none of that id.</summary>
    public static WorkCenterView? Find(SitePicture picture, string id) =>
        picture.WorkCenterIds.Find(id) is >= 0 and var workCenter ? View(picture, workCenter, Limits.QueueItems) : null;

    private static WorkCenterView View(SitePicture picture, int index, int queueMax)
    {
        var workCenter = picture.Twins.WorkCenters[index];
        var forecast = picture.Forecast.WorkCenters[index];
        var (state, since) = PresentState.Of(workCenter);
        return new WorkCenterView
        {
            Id = workCenter.Id,
            Name = workCenter.Name,
            State = state,
            StateSince = since,
            UnitStates = workCenter.Units.ToDictionary(u => u.Unit, u => u.State, StringComparer.Ordinal),
            Good = workCenter.Good,
            Scrap = workCenter.Scrap,
            Oee = EquipmentEffectiveness.Of(workCenter, state, forecast, picture.CycleTimes.MinutesPerUnit(workCenter.Id), picture.AsOf),
            DownMinutes = EquipmentEffectiveness.DownMinutes(workCenter, state, picture.AsOf),
            Queue =
            [
                .. forecast.Queue.Take(queueMax).Select(q =>
                {
                    var order = picture.Twins.Orders[q.Order];
                    return new QueueView(order.Id, order.Operations[q.Operation].Operation, q.Start, q.Finish);
                }),
            ],
            FreeAt = new FreeAtView(forecast.FreeP50, forecast.FreeP80),
            Signals =
            [
                .. picture.Machines.Model(workCenter.Id) is { } model ? WorkCenterBeliefsViews.Signals(model) : [],
                .. workCenter.Alarms.Select(a => new SignalView("alarm", a.Text is null ? a.Code : $"{a.Code}: {a.Text}", a.Since, a.Event.Id)),
            ],
            Beliefs = WorkCenterBeliefsViews.Of(picture, workCenter.Id, forecast.Queue),
            Position = picture.Position,
            AsOf = picture.AsOf,
        };
    }
}
