using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Intake.Simulation;

// Steps that are worked on, and orders that get done.
public sealed partial class FloorSimulation
{
    private void Start(SimulatedCenter center, int unit, SimulatedStep step)
    {
        if (!step.Order.HasTakenMaterial)
        {
            step.Order.HasTakenMaterial = true;
            foreach (var (product, quantity) in step.Order.Needs.Where(need => need.Quantity > 0))
                Say(new StockConsumedData(quantity, step.Order.Spec.Id) { Entity = product });
        }
        step.PiecesIn = step.Before.Length == 0 ? Math.Max(1, (int)step.Order.Spec.Quantity) : step.Before.Min(before => step.Order.Steps[before].Good is > 0 and var good ? good : (int)step.Order.Spec.Quantity);
        // Fewer pieces than planned take fewer minutes.
        var planned = step.SetupMinutes + (step.PlannedMinutes - step.SetupMinutes) * step.PiecesIn / Math.Max(1, step.Order.Spec.Quantity);
        step.Left = planned / center.Spec.Efficiency * step.Truth.Factor.Draw(_chance.Of($"work/{step.Order.Spec.Id}/{step.Operation}/{step.Times}"));
        center.Units[unit].Step = step;
        step.State = StepState.Running;
        Say(Report(OperationReport.Started, step));
        Machine(center, unit, MachineState.Execute, null);
        Work(center, unit);
    }

    /// <summary>A unit works on its step until that is done or an outage counted by work is due.</summary>
    private void Work(SimulatedCenter center, int u)
    {
        var unit = center.Units[u];
        var step = unit.Step!;
        unit.Since = center.Hours.ToWork(_now);
        unit.Stamp++;
        OutageTruth? first = null;
        foreach (var (outage, left) in unit.WorkLeft)
        {
            if (left < step.Left && !(first is not null && unit.WorkLeft[first] <= left))
                first = outage;
        }
        if (first is null)
            Note(center.Hours.ToWall(unit.Since + step.Left), new Happening(Kind.End, center, u, unit.Stamp));
        else
            Note(center.Hours.ToWall(unit.Since + unit.WorkLeft[first]), new Happening(Kind.Out, center, u, unit.Stamp, first));
    }

    /// <summary>What a unit worked up to now is taken from its step and its outages.</summary>
    private void Count(SimulatedCenter center, SimulatedUnit unit)
    {
        var worked = center.Hours.ToWork(_now) - unit.Since;
        unit.Since = double.NaN;
        unit.Stamp++;
        unit.Step!.Left = Math.Max(0, unit.Step.Left - worked);
        foreach (var outage in unit.WorkLeft.Keys.ToList())
            unit.WorkLeft[outage] = Math.Max(0, unit.WorkLeft[outage] - worked);
    }

    private void End(SimulatedCenter center, int u, int stamp)
    {
        var unit = center.Units[u];
        if (unit.Stamp != stamp)
            return;
        Count(center, unit);
        var step = unit.Step!;
        var order = step.Order;
        unit.Step = null;
        step.State = StepState.Done;
        var luck = _chance.Of($"end/{order.Spec.Id}/{step.Operation}/{step.Times}");
        step.Scrap = Math.Min(step.PiecesIn - 1, luck.Count(step.PiecesIn, step.Truth.Scrap));
        step.Good = step.PiecesIn - step.Scrap;
        Say(new OperationReportData(OperationReport.Completed, step.Operation, step.WorkCenter, step.Good, step.Scrap) { Entity = order.Spec.Id });
        Machine(center, u, MachineState.Idle, null);
        if (step.Truth.Rework is { } rework && luck.Happens(rework.Probability) && order.PlaceOf(rework.Operation) is >= 0 and var back && back < step.Place)
            Back(order, back, step.Place);
        else if (--order.OpenSteps == 0)
            Done(order);
        else
            Pass(order, step, luck);
        LookSoon(center);
    }

    private void Pass(SimulatedOrder order, SimulatedStep step, Chance luck)
    {
        if (order.HeldAfter == step.Place)
        {
            order.IsHeld = true;
            Say(new QualityHoldData(QualitySubject.Order, "inspection", null, null) { Entity = order.Spec.Id });
            Note(_now + _site.Truth.HoldMinutes.Draw(luck), new Happening(Kind.HoldEnds, order));
        }
        var transport = Math.Max(0, _site.Truth.TransportMinutes.Draw(luck));
        foreach (var next in step.Next)
        {
            if (!order.Steps[next].MayStart)
                continue;
            order.Steps[next].State = StepState.Moving;
            if (transport > 0)
                Note(_now + transport, new Happening(Kind.Ready, order.Steps[next]));
            else
                Queue(order.Steps[next]);
        }
    }

    /// <summary>The order goes back; all from there to here is done again.</summary>
    private void Back(SimulatedOrder order, int from, int to)
    {
        for (var s = from; s <= to; s++)
            order.Steps[s].Again();
        order.OpenSteps += to - from;
        Note(_now + Math.Max(0, _site.Truth.TransportMinutes.Mean), new Happening(Kind.Ready, order.Steps[from]));
    }

    private void EndHold(SimulatedOrder order)
    {
        order.IsHeld = false;
        Say(new QualityReleasedData(QualitySubject.Order, null) { Entity = order.Spec.Id });
        var waiting = order.Waiting.ToList();
        order.Waiting.Clear();
        waiting.ForEach(Queue);
    }

    private void Done(SimulatedOrder order)
    {
        var product = order.Spec.Product;
        var good = order.Steps.Where(step => step.Next.Count == 0).Min(step => step.Good);
        _finishes[order.Spec.Id] = _now;
        _inWork[product] -= order.Spec.Quantity;
        if (_components.Contains(product))
            Say(new StockReceivedData(good, null, null) { Entity = product });
        Say(new OrderDoneData { Entity = order.Spec.Id });
        if (!_components.Contains(product))
            return;
        Begin(_stock.Receive(product, good));
        MakeUpFor(product);
    }

    private static OperationReportData Report(OperationReport report, SimulatedStep step) =>
        new(report, step.Operation, step.WorkCenter, null, null) { Entity = step.Order.Spec.Id };
}
