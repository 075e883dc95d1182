using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>Live state of one work center: a pure fold of the plant documents and machine events about it.</summary>
public sealed partial record WorkCenterTwin
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Calendar id in the site's plan data; null is open around the clock.</summary>
    public string? Calendar { get; init; }
    public int Capacity { get; init; } = 1;
    public double Efficiency { get; init; } = 1;

    /// <summary>Other capacities for a time, by start and apart: of a scenario, for no event says so. Not kept.</summary>
    [JsonIgnore]
    public ImmutableArray<CapacityWindow> CapacityWindows { get; init; } = [];
    public double? CostPerHour { get; init; }
    public ImmutableArray<string> Alternatives { get; init; } = [];

    /// <summary>Planned stops, by start; those of the document have no event.</summary>
    public ImmutableArray<PlannedStop> PlannedStops { get; init; } = [];

    /// <summary>State of the work center as a whole, when it was last reported without a unit.</summary>
    public MachineState State { get; init; }
    public DateTimeOffset? StateSince { get; init; }
    public EventRef? StateEvent { get; init; }

    /// <summary>Time of the newest report of the whole; later than <see cref="StateSince"/> when the same state was said again.</summary>
    public DateTimeOffset? StateHeardAt { get; init; }
    public string? StateReason { get; init; }

    /// <summary>States reported per unit, by unit name.</summary>
    public ImmutableArray<UnitState> Units { get; init; } = [];

    /// <summary>Stretches in which all of it was down, that have ended: nothing that ran there was worked on. Newest last, bounded.</summary>
    public ImmutableArray<Standstill> Standstills { get; init => field = value.IsDefault ? [] : value; } = [];
    public double Good { get; init; }
    public double Scrap { get; init; }

    /// <summary>The last totals heard, per unit ("" for none), to turn totals into deltas.</summary>
    public ImmutableArray<CounterTotal> Totals { get; init; } = [];
    public EquipmentClock Clock { get; init; } = EquipmentClock.Empty;
    public ImmutableArray<ActiveAlarm> Alarms { get; init; } = [];
    public ImmutableArray<LastMeasurement> Measurements { get; init; } = [];

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; init; }
}

/// <summary>So many parallel units from one time to another.</summary>
public sealed record CapacityWindow(DateTimeOffset From, DateTimeOffset To, int Capacity);

/// <summary>A stop known beforehand.</summary>
public sealed record PlannedStop(DateTimeOffset From, DateTimeOffset To, string? Reason, EventRef? Event);

/// <summary>A stretch in which a whole work center was down, and the event it began with; null in snapshots of before that was kept.</summary>
public sealed record Standstill(DateTimeOffset From, DateTimeOffset To, EventRef? Event = null, string? Reason = null);

/// <summary>The reported state of one unit of a work center; <paramref name="HeardAt"/> is the newest report of it.</summary>
public sealed record UnitState(string Unit, MachineState State, DateTimeOffset Since, string? Reason, EventRef Event, DateTimeOffset HeardAt);

/// <summary>Last running totals of a unit's counters, and when they were read.</summary>
public sealed record CounterTotal(string Unit, double Good, double Scrap, DateTimeOffset Time);

/// <summary>An alarm that is active.</summary>
public sealed record ActiveAlarm(string Code, string? Severity, string? Text, DateTimeOffset Since, EventRef Event);

/// <summary>The last value of a characteristic, with its limits.</summary>
public sealed record LastMeasurement(string Characteristic, double Value, string? Uom, double? Lower, double? Upper, DateTimeOffset Time);

/// <summary>Minutes by kind of state since the first machine event, for OEE (ISO 22400-2): closed intervals up to <see cref="Until"/>.</summary>
public sealed record EquipmentClock(DateTimeOffset? From, DateTimeOffset? Until, double ProducingMinutes, double DownMinutes, double OtherMinutes)
{
    public static EquipmentClock Empty { get; } = new(null, null, 0, 0, 0);
}
