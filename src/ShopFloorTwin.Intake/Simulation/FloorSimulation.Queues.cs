using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

// Orders that arrive, and the queues they stand in.
public sealed partial class FloorSimulation
{
    private readonly Dictionary<string, double> _inWork = new(StringComparer.Ordinal);

    private void Arrive(OrderSpec spec, double release)
    {
        var order = SimulatedOrder.Of(spec, release, _site.Start, _products.GetValueOrDefault(spec.Product), TruthOf);
        _arrived++;
        var luck = _chance.Of("hold/" + spec.Id);
        if (order.Steps.Length > 1 && luck.Happens(_site.Truth.HoldProbability))
            order.HeldAfter = luck.Whole(0, order.Steps.Length - 1);
        _inWork[spec.Product] = _inWork.GetValueOrDefault(spec.Product) + spec.Quantity;
        _stock.Ask(order);
        foreach (var (product, _) in order.Needs)
            Begin(_stock.Hand(product));
        if (order.Needs.TrueForAll(need => need.Quantity <= 0))
            Begin([order]);
    }

    private DurationTruth TruthOf(string product, string operation, string workCenter) =>
        _durations.GetValueOrDefault((product, operation, workCenter)) ?? new DurationTruth(product, operation, workCenter, new Distribution(DistributionKind.Constant, 1));

    /// <summary>Orders that have all their material.</summary>
    private void Begin(IEnumerable<SimulatedOrder> orders)
    {
        foreach (var order in orders)
        {
            foreach (var step in order.Steps)
            {
                if (step.MayStart)
                    Queue(step);
            }
        }
    }

    private void Queue(SimulatedStep step)
    {
        if (step.Order.IsHeld)
        {
            step.State = StepState.Moving;
            step.Order.Waiting.Add(step);
            return;
        }
        step.State = StepState.Queued;
        var center = _centers[step.WorkCenter];
        center.Queue.Enqueue(step, (-step.Order.Spec.Priority, RankOf(step, center), step.Order.Release, _number++));
        LookSoon(center);
    }

    /// <summary>What else happens at this moment is to be seen first: who goes is then decided among all.</summary>
    private void LookSoon(SimulatedCenter center)
    {
        if (center.IsLookedAt)
            return;
        center.IsLookedAt = true;
        Note(_now, new Happening(Kind.Look, center));
    }

    private double RankOf(SimulatedStep step, SimulatedCenter center) => _site.Truth.Discipline switch
    {
        QueueDiscipline.FirstCome => _now,
        QueueDiscipline.DueDate => step.Order.Due,
        QueueDiscipline.Shortest => step.PlannedMinutes,
        _ => double.IsInfinity(step.Order.Due) ? step.Order.Due : center.Hours.ToWall(center.Hours.ToWork(step.Order.Due) - step.Order.MinutesFrom(step)),
    };

    private void Dispatch(SimulatedCenter center)
    {
        center.IsLookedAt = false;
        while (center.Queue.Count > 0 && center.FreeUnit() is >= 0 and var unit)
        {
            var opens = center.Hours.NextOpen(_now);
            if (opens > _now)
            {
                if (center.LookAt < opens)
                    Note(center.LookAt = opens, new Happening(Kind.Look, center));
                return;
            }
            var step = center.Queue.Dequeue();
            if (step.Order.IsHeld)
                step.Order.Waiting.Add(step);
            else
                Start(center, unit, step);
        }
    }
}
