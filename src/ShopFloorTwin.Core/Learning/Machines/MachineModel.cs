using System.Collections.Immutable;
using ShopFloorTwin.Core.Learning.Control;

namespace ShopFloorTwin.Core.Learning.Machines;

/// <summary>
/// What a work center's machine events have taught: how often it breaks down and for how long, its short stops, how planned stops
/// overrun, and the control charts of what is measured there. A pure fold; fixed size, but for one chart per characteristic.
/// </summary>
public sealed record MachineModel
{
    /// <summary>A stop of less open time is a short one: cleared by the operator, no repair.</summary>
    public const double ShortStopMinutes = 5;

    /// <summary>Producing minutes that count at most, 2,000 hours: what happened as long ago weighs 1/e.</summary>
    public const double MemoryMinutes = 120_000;

    public required string WorkCenter { get; init; }

    /// <summary>Stops that last, by unit.</summary>
    public ImmutableArray<RunningStop> Running { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Up to here minutes are counted.</summary>
    public DateTimeOffset? CountedTo { get; init; }

    /// <summary>Minutes of all units in which they produced.</summary>
    public double ProducingMinutes { get; init; }

    /// <summary>Breakdowns in them.</summary>
    public double Failures { get; init; }

    /// <summary>Short stops in them, and their minutes.</summary>
    public double ShortStops { get; init; }
    public double ShortStopMinutesLost { get; init; }

    /// <summary>Minutes of breakdowns, around the clock.</summary>
    public LogTally Repairs { get; init; }

    /// <summary>Planned stops: how long they lasted over how long they were to.</summary>
    public LogTally Overruns { get; init; }

    /// <summary>By characteristic, in order of first appearance.</summary>
    public ImmutableArray<ControlChart> Charts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Minutes per piece; null: never counted while producing.</summary>
    public CycleChart? Cycle { get; init; }

    /// <summary>Something measured here is out of control.</summary>
    public bool IsOutOfControl
    {
        get
        {
            if (Cycle?.Chart.Signal is not null)
                return true;
            foreach (var chart in Charts)
                if (chart.Signal is not null)
                    return true;
            return false;
        }
    }

    /// <summary>The charts, that of cycle times last.</summary>
    public IEnumerable<ControlChart> AllCharts() => Cycle is null ? Charts : Charts.Append(Cycle.Chart);
}

/// <summary>Cycle times of a work center: the logarithm of minutes per piece, within runs of one product and operation.</summary>
/// <param name="Chart">Of the logarithm.</param>
/// <param name="Product">Of the present run; empty: counts name no order.</param>
/// <param name="Operation">Of the present run.</param>
/// <param name="CountedAt">Time of the last count.</param>
/// <param name="Stood">Minutes not produced up to it: as many at the next count, and it produced all the while.</param>
public sealed record CycleChart(ControlChart Chart, string Product, string Operation, DateTimeOffset CountedAt, double Stood);
