using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>An order on the simulated floor.</summary>
internal sealed class SimulatedOrder
{
    private double[]? _chains;

    public required OrderSpec Spec { get; init; }
    public required double Release { get; init; }

    /// <summary>Minutes after the start; infinite without a due date.</summary>
    public required double Due { get; init; }
    public required SimulatedStep[] Steps { get; init; }

    /// <summary>What it still lacks, by component; all of it reserved: the gate is open.</summary>
    public Dictionary<string, double> Lacks { get; } = new(StringComparer.Ordinal);
    public List<(string Product, double Quantity)> Needs { get; init; } = [];
    public bool HasTakenMaterial { get; set; }
    public bool IsHeld { get; set; }

    /// <summary>The step at whose end it is held; -1: never.</summary>
    public int HeldAfter { get; set; } = -1;
    public int OpenSteps { get; set; }
    public bool IsReady => Lacks.Count == 0;

    /// <summary>Steps that wait for the hold to end.</summary>
    public List<SimulatedStep> Waiting { get; } = [];

    public static SimulatedOrder Of(OrderSpec spec, double release, DateTimeOffset start, ProductSpec? product, Func<string, string, string, DurationTruth> truth)
    {
        var routing = product?.Routing ?? [];
        var said = spec.Operations ?? [.. routing.Select(step => new OperationSpec { Operation = step.Operation })];
        var steps = new SimulatedStep[said.Count];
        var places = new Dictionary<string, int>(said.Count, StringComparer.Ordinal);
        var planned = routing.ToDictionary(step => step.Operation, StringComparer.Ordinal);
        var order = new SimulatedOrder
        {
            Spec = spec,
            Release = release,
            Due = spec.Due is { } due ? (due - start).TotalMinutes : double.PositiveInfinity,
            Steps = steps,
            Needs = spec.Components is { } components
                ? [.. components.Select(one => (one.Product, one.Quantity - one.Consumed))]
                : [.. (product?.Bom ?? []).Select(line => (line.Component, line.Quantity * spec.Quantity))],
        };
        for (var s = 0; s < steps.Length; s++)
        {
            var step = planned.GetValueOrDefault(said[s].Operation);
            var center = said[s].WorkCenter ?? step?.WorkCenter ?? throw new InvalidOperationException($"{spec.Id}/{said[s].Operation} has no work center.");
            var after = said[s].After ?? step?.After;
            steps[s] = new SimulatedStep(
                order, s, said[s].Operation, center,
                said[s].PlannedMinutes ?? (step!.SetupMinutes + step.MinutesPerUnit * spec.Quantity),
                step?.SetupMinutes ?? 0, truth(spec.Product, said[s].Operation, center))
            {
                Before = after is null ? s > 0 ? [s - 1] : [] : [.. after.Where(places.ContainsKey).Select(id => places[id])],
                State = said[s].State == OperationState.Done ? StepState.Done : StepState.Waiting,
            };
            places[said[s].Operation] = s;
        }
        foreach (var step in steps)
        {
            foreach (var before in step.Before)
                steps[before].Next.Add(step.Place);
        }
        order.OpenSteps = steps.Count(step => step.State != StepState.Done);
        return order;
    }

    /// <summary>Planned minutes of a step and the longest chain behind it.</summary>
    public double MinutesFrom(SimulatedStep step)
    {
        if (_chains is null)
        {
            _chains = new double[Steps.Length];
            for (var s = Steps.Length - 1; s >= 0; s--)
                _chains[s] = Steps[s].PlannedMinutes + (Steps[s].Next.Count == 0 ? 0 : Steps[s].Next.Max(next => _chains[next]));
        }
        return _chains[step.Place];
    }

    public int PlaceOf(string operation) => Array.FindIndex(Steps, step => step.Operation == operation);
}

/// <summary>What a step of an order does.</summary>
internal enum StepState { Waiting, Moving, Queued, Running, Done }

/// <summary>One operation of an order on the simulated floor.</summary>
internal sealed class SimulatedStep(SimulatedOrder order, int place, string operation, string workCenter, double planned, double setup, DurationTruth truth)
{
    public SimulatedOrder Order => order;
    public int Place => place;
    public string Operation => operation;
    public string WorkCenter => workCenter;
    public double PlannedMinutes => planned;
    public double SetupMinutes => Math.Min(setup, planned);
    public DurationTruth Truth => truth;
    public int[] Before { get; init; } = [];
    public List<int> Next { get; } = [];
    public StepState State { get; set; }

    /// <summary>Working minutes it still takes; drawn when it starts.</summary>
    public double Left { get; set; } = double.NaN;
    public int PiecesIn { get; set; }
    public int Good { get; set; }
    public int Scrap { get; set; }

    /// <summary>How often it was done before.</summary>
    public int Times { get; private set; }

    /// <summary>All before it is done.</summary>
    public bool MayStart => State == StepState.Waiting && Array.TrueForAll(Before, before => order.Steps[before].State == StepState.Done);

    /// <summary>To be done once more, from the beginning.</summary>
    public void Again() => (State, Left, Times) = (StepState.Waiting, double.NaN, Times + 1);
}
