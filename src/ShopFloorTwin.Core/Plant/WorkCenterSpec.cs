using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Where operations run.</summary>
public sealed record WorkCenterSpec
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Id of a calendar of the document; left out: open around the clock.</summary>
    public string? Calendar { get; init; }

    /// <summary>Parallel units, 1 or more.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Planned minutes are divided by it: 0.5 takes twice as long.</summary>
    public double Efficiency { get; init; } = 1;
    public double? CostPerHour { get; init; }
    public IReadOnlyList<string> Alternatives { get; init; } = [];
    public IReadOnlyList<PlannedStopSpec> PlannedStops { get; init; } = [];
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>A stop known beforehand; no work is done from <c>From</c> to <c>To</c>.</summary>
public sealed record PlannedStopSpec
{
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public string? Reason { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>Working hours in the site's local time: a weekly pattern and dated exceptions.</summary>
public sealed record CalendarSpec
{
    public required string Id { get; init; }
    public IReadOnlyList<WeeklyHoursSpec> Weekly { get; init; } = [];
    public IReadOnlyList<CalendarExceptionSpec> Exceptions { get; init; } = [];
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>Hours on some days of the week; <c>To</c> at or before <c>From</c> ends on the next day; "24:00" is midnight.</summary>
public sealed record WeeklyHoursSpec
{
    /// <summary>Any of mon tue wed thu fri sat sun.</summary>
    public IReadOnlyList<string> Days { get; init; } = [];
    public required string From { get; init; }
    public required string To { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}

/// <summary>One local date that differs: closed, or open from <c>From</c> to <c>To</c> in place of the weekly hours.</summary>
public sealed record CalendarExceptionSpec
{
    /// <summary>Local date, yyyy-MM-dd.</summary>
    public required string Date { get; init; }
    public bool Closed { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    [JsonExtensionData] public IDictionary<string, JsonElement>? Extra { get; init; }
}
