using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>A work center of the simulated floor: its units, its queue, its hours.</summary>
internal sealed class SimulatedCenter(WorkCenterSpec spec, WorkingHours hours)
{
    public WorkCenterSpec Spec => spec;
    public WorkingHours Hours => hours;
    public SimulatedUnit[] Units { get; } = [.. Enumerable.Range(0, Math.Max(1, spec.Capacity)).Select(u => new SimulatedUnit(spec.Capacity > 1 ? $"U{u + 1}" : null))];

    /// <summary>Waiting steps; the least goes first.</summary>
    public PriorityQueue<SimulatedStep, (int Urgency, double Rank, double Planned, long Number)> Queue { get; } = new();

    /// <summary>The opening that is on the agenda already.</summary>
    public double LookAt { get; set; } = double.NegativeInfinity;

    /// <summary>A look at it within the present moment is on the agenda.</summary>
    public bool IsLookedAt { get; set; }

    public int FreeUnit()
    {
        for (var u = 0; u < Units.Length; u++)
        {
            if (Units[u].Step is null && Units[u].Outages == 0)
                return u;
        }
        return -1;
    }
}

/// <summary>A unit of capacity.</summary>
internal sealed class SimulatedUnit(string? name)
{
    /// <summary>Null where it is the whole work center.</summary>
    public string? Name => name;

    /// <summary>What it works on, or will go on with once it is up again.</summary>
    public SimulatedStep? Step { get; set; }

    /// <summary>How many outages keep it down.</summary>
    public int Outages { get; set; }

    /// <summary>Work time at which it began or went on; NaN while it does not.</summary>
    public double Since { get; set; } = double.NaN;

    /// <summary>Of what is on the agenda for it, only this is still true.</summary>
    public int Stamp { get; set; }

    /// <summary>By outage that is counted by work: minutes until the next.</summary>
    public Dictionary<OutageTruth, double> WorkLeft { get; } = new(ReferenceEqualityComparer.Instance);
}
