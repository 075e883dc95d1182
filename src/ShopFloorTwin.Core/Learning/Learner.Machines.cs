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
        var model = Machine(after);
        Set(model, StopLearning.Reported(model, before, after, at, (from, to) => _worked.OpenMinutes(plan, after, from, to)));
    }

    /// <summary>Maintenance was done.</summary>
    public void Maintained(WorkCenterTwin before, DateTimeOffset at)
    {
        var model = Machine(before);
        Set(model, StopLearning.Maintained(model, before, at));
    }

    /// <summary>Something was measured.</summary>
    public void Measured(WorkCenterTwin center, MachineMeasurementData said, EventRef point)
    {
        var model = Machine(center);
        Set(model, ChartLearning.Measured(model, said, point));
    }

    /// <summary>Pieces were counted, of an order or of none that is named.</summary>
    public void Counted(WorkCenterTwin center, MachineCountData said, double pieces, OrderTwin? order, EventRef point)
    {
        var model = Machine(center);
        Set(model, ChartLearning.Counted(model, center, said, pieces, order?.Product, point));
    }

    /// <summary>Pieces of an operation came good, or were scrapped.</summary>
    public void Made(OrderTwin before, OrderTwin after, DateTimeOffset time)
    {
        if (before.Operations == after.Operations)
            return;
        for (var i = 0; i < after.Operations.Length; i++)
        {
            var now = after.Operations[i];
            var was = i < before.Operations.Length && before.Operations[i].Operation == now.Operation ? before.Operations[i] : null;
            if (ReferenceEquals(was, now))
                continue;
            var (good, scrap) = (now.Done - (was?.Done ?? 0), now.Scrap - (was?.Scrap ?? 0));
            if (good == 0 && scrap == 0)
                continue;
            _yields.Observe(after.Product, now.Operation, good, scrap, was is null || was.Done + was.Scrap == 0 ? 1 : 0, time);
            _published = null;
        }
    }

    private MachineModel Machine(WorkCenterTwin center) => _machines.Find(center.Id) ?? new MachineModel { WorkCenter = center.Id };

    private void Set(MachineModel before, MachineModel after)
    {
        if (ReferenceEquals(before, after))
            return;
        _machines.Put(after.WorkCenter, after);
        _published = null;
    }
}
