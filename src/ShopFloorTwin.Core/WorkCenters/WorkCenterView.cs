namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>A work center as the API shows it.</summary>
public sealed record WorkCenterView
{
    public required string Id { get; init; }
    public required string? Name { get; init; }

    /// <summary>PackML name; of several units the worst.</summary>
    public required MachineState State { get; init; }
    public required DateTimeOffset? StateSince { get; init; }

    /// <summary>PackML name by unit, of the units heard of.</summary>
    public required IReadOnlyDictionary<string, MachineState> UnitStates { get; init; }
    public required double Good { get; init; }
    public required double Scrap { get; init; }
    public required OeeView Oee { get; init; }

    /// <summary>Minutes down since the first machine event, the present stop included.</summary>
    public required double DownMinutes { get; init; }
    public required IReadOnlyList<QueueView> Queue { get; init; }
    public required FreeAtView FreeAt { get; init; }

    /// <summary>Alarms of statistical process control, and active machine alarms.</summary>
    public required IReadOnlyList<SignalView> Signals { get; init; }

    /// <summary>What is believed of its breakdowns, stops, measurements and yields, and from how much.</summary>
    public required WorkCenterBeliefsView Beliefs { get; init; }
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>OEE by ISO 22400-2, each 0 to 1; null where there is nothing to divide by.</summary>
public sealed record OeeView(double? Availability, double? Performance, double? Quality, double? Oee);

/// <summary>An operation waiting or running, medians.</summary>
public sealed record QueueView(string Order, string Operation, DateTimeOffset ForecastStart, DateTimeOffset ForecastFinish);

/// <summary>When the first unit is free.</summary>
public sealed record FreeAtView(DateTimeOffset P50, DateTimeOffset P80);

/// <summary>A signal a person should know of.</summary>
public sealed record SignalView(string Kind, string Text, DateTimeOffset Since, string? Event);
