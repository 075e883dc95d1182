using System.Collections.Frozen;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>The settings of one rule; times in minutes.</summary>
public sealed record RuleSettings
{
    public const string OrderAtRisk = "orderAtRisk";
    public const string Reschedule = "reschedule";
    public const string WorkCenterDown = "workCenterDown";
    public const string SupplierDelay = "supplierDelay";
    public const string OtherSource = "otherSource";
    public const string QualityHold = "qualityHold";
    public const string QualityBreach = "qualityBreach";
    public const string Shortage = "shortage";

    /// <summary>What a site has when nothing is configured. What changes the plan or orders supply waits for a person; what tells a person does not.</summary>
    public static IReadOnlyDictionary<string, RuleSettings> Defaults { get; } = new Dictionary<string, RuleSettings>
    {
        [OrderAtRisk] = new() { HoldMinutes = 10, ClearMinutes = 30, UpdateMinutes = 240, MaxOpen = 20, Lane = 2 },
        [Reschedule] = new() { Approval = "planner", LimitMinutes = 480, HoldMinutes = 30, ClearMinutes = 30, UpdateMinutes = 60, MaxOpen = 10 },
        [WorkCenterDown] = new() { LimitMinutes = 30, ClearMinutes = 5, UpdateMinutes = 60, RepeatMinutes = 0, Lane = 0 },
        [SupplierDelay] = new() { LimitMinutes = 240, ClearMinutes = 30, UpdateMinutes = 240 },
        [OtherSource] = new() { Approval = "approver", LimitMinutes = 240, HoldMinutes = 30, ClearMinutes = 60, MaxOpen = 20 },
        [QualityHold] = new() { ClearMinutes = 5, Lane = 0 },
        [QualityBreach] = new() { Approval = "quality", ClearMinutes = 30, Lane = 0 },
        [Shortage] = new() { Approval = "approver", HoldMinutes = 30, ClearMinutes = 60, MaxOpen = 20 },
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Names { get; } = [.. Defaults.Keys.Order(StringComparer.Ordinal)];

    public bool Enabled { get; init; } = true;

    /// <summary>Role whose approval it needs; null: the rule approves by itself.</summary>
    public string? Approval { get; init; }

    /// <summary>Minutes from which it matters: down, late, off the plan.</summary>
    public double LimitMinutes { get; init; }

    /// <summary>Minutes it must have been so without a break.</summary>
    public double HoldMinutes { get; init; }

    /// <summary>Minutes it must have been gone before the decision ends.</summary>
    public double ClearMinutes { get; init; } = 30;

    /// <summary>Minutes between two revisions, at least.</summary>
    public double UpdateMinutes { get; init; } = 60;

    /// <summary>Minutes after the end of a decision before another one of the same subject.</summary>
    public double RepeatMinutes { get; init; } = 60;

    /// <summary>Open decisions of the rule, at most; the worst come first.</summary>
    public int MaxOpen { get; init; } = 50;

    /// <summary>More orders than this at risk for the same reason are one decision on that reason.</summary>
    public int FoldAbove { get; init; } = 3;

    /// <summary>0 the most urgent, 2 the least: the lane of its writes.</summary>
    public int Lane { get; init; } = 1;

    /// <summary>Login of the ERP's user who gets its activities; null: whoever is responsible for the record there.</summary>
    public string? User { get; init; }

    /// <summary>Name of a project that gets a task for each decision; null: none.</summary>
    public string? Task { get; init; }

    /// <summary>Name of a helpdesk team that gets a ticket for each decision; null: none.</summary>
    public string? Ticket { get; init; }
}
