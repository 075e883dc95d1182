using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>What is to be done in the ERP, in the twin's words; the writer knows the ERP's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActionKind>))]
public enum ActionKind
{
    /// <summary>A to-do for a person on the target: <c>summary</c>, <c>note</c>, <c>deadline</c>, <c>user?</c>.</summary>
    [JsonStringEnumMemberName("activity")] Activity,

    /// <summary>A note in the target's history: <c>note</c>.</summary>
    [JsonStringEnumMemberName("note")] Note,

    /// <summary>New values of an order: <c>plannedStart</c>, <c>priority</c>, each with the value it was based on.</summary>
    [JsonStringEnumMemberName("reschedule")] Reschedule,

    /// <summary>Blocks a work center until it ends: <c>reason</c>.</summary>
    [JsonStringEnumMemberName("block")] Block,

    /// <summary>A maintenance request, closed when it ends: <c>name</c>, <c>description</c>.</summary>
    [JsonStringEnumMemberName("maintenanceRequest")] MaintenanceRequest,

    /// <summary>A quality alert where the ERP has them, a to-do where not: <c>summary</c>, <c>note</c>.</summary>
    [JsonStringEnumMemberName("qualityAlert")] QualityAlert,

    /// <summary>A quality hold in the twin itself: <c>reason</c>.</summary>
    [JsonStringEnumMemberName("hold")] Hold,

    /// <summary>A draft order for supply: <c>quantity</c>, <c>supplier?</c> (none: it is made here), <c>needed?</c>.</summary>
    [JsonStringEnumMemberName("replenish")] Replenish,

    /// <summary>A task of a project: <c>project</c>, <c>name</c>, <c>description</c>.</summary>
    [JsonStringEnumMemberName("task")] Task,

    /// <summary>A ticket of a helpdesk team: <c>team</c>, <c>name</c>, <c>description</c>.</summary>
    [JsonStringEnumMemberName("ticket")] Ticket,
}

/// <summary>One value of an action; <paramref name="Base"/> is what it was based on, where a person's newer one must not be overwritten.</summary>
public sealed record ActionValue(string Name, string? Value, string? Base = null);

/// <summary>One thing to be done.</summary>
public sealed record DecisionAction
{
    public ActionKind Kind { get; init; }

    /// <summary>The entity it is done to, in the form of an event's subject.</summary>
    public required string Target { get; init; }
    public ImmutableArray<ActionValue> Values { get; init; } = [];

    public string? this[string name] => Find(name)?.Value;

    public ActionValue? Find(string name)
    {
        foreach (var value in Values)
        {
            if (value.Name == name)
                return value;
        }
        return null;
    }

    /// <summary>It lasts while its reason lasts, and is undone or closed in the ERP when that ends.</summary>
    [JsonIgnore]
    public bool Lasts => Kind is ActionKind.Activity or ActionKind.Block or ActionKind.MaintenanceRequest or ActionKind.QualityAlert or ActionKind.Task or ActionKind.Ticket;

    /// <summary>It is written to the ERP.</summary>
    [JsonIgnore]
    public bool IsForErp => Kind != ActionKind.Hold;
}
