using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Learning;

internal sealed partial class Learner
{
    /// <summary>A machine said its state.</summary>
    public void Stated(SitePlan plan, WorkCenterTwin before, WorkCenterTwin after, DateTimeOffset at)
    {
        var (place, model) = Machine(after);
        Set(place, model, StopLearning.Reported(model, before, after, at, new OpenTime(_worked, plan, after)));
    }

    /// <summary>Maintenance was done.</summary>
    public void Maintained(WorkCenterTwin before, DateTimeOffset at)
    {
        var (place, model) = Machine(before);
        Set(place, model, StopLearning.Maintained(model, before, at));
    }

    /// <summary>Something was measured.</summary>
    public void Measured(WorkCenterTwin center, MachineMeasurementData said, EventRef point)
    {
        var (place, model) = Machine(center);
        Set(place, model, ChartLearning.Measured(model, said, point));
    }

    /// <summary>Pieces were counted, of an order or of none that is named.</summary>
    public void Counted(WorkCenterTwin center, MachineCountData said, double pieces, OrderTwin? order, EventRef point)
    {
        var (place, model) = Machine(center);
        Set(place, model, ChartLearning.Counted(model, center, said, pieces, order?.Product, point));
    }

    /// <summary>Pieces of an operation came good, or were scrapped.</summary>
    public void Made(OrderTwin before, OrderTwin after, DateTimeOffset time)
    {
        if (before.Operations == after.Operations)
            return;
        for (var i = 0; i < after.Operations.Length; i++)
        {
            var now = after.Operations[i];
            var was = i < before.Operations.Length ? before.Operations[i] : null;
            if (ReferenceEquals(was, now))
                continue;
            was = was?.Operation == now.Operation ? was : null;
            var (good, scrap) = (now.Done - (was?.Done ?? 0), now.Scrap - (was?.Scrap ?? 0));
            if (good == 0 && scrap == 0)
                continue;
            _yields.Observe(after.Product, now.Operation, good, scrap, was is null || was.Done + was.Scrap == 0 ? 1 : 0, time);
            _published = null;
        }
    }

    private (int Place, MachineModel Model) Machine(WorkCenterTwin center) =>
        _machines.PlaceOf(center.Id) is >= 0 and var place ? (place, _machines[place]) : (-1, new MachineModel { WorkCenter = center.Id });

    private void Set(int place, MachineModel before, MachineModel after)
    {
        if (ReferenceEquals(before, after))
            return;
        if (place >= 0)
            _machines.Set(place, after);
        else
            _machines.Put(after.WorkCenter, after);
        _published = null;
    }
}
