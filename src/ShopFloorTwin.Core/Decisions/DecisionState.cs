using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>Where a decision is in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionState>))]
public enum DecisionState
{
    /// <summary>Waits for whoever approves it.</summary>
    [JsonStringEnumMemberName("proposed")] Proposed,

    /// <summary>Approved, by a person or by its rule; not handed to the ERP's writer yet.</summary>
    [JsonStringEnumMemberName("approved")] Approved,
    [JsonStringEnumMemberName("rejected")] Rejected,

    /// <summary>Its intents are durable and wait for the writer.</summary>
    [JsonStringEnumMemberName("queued")] Queued,

    /// <summary>The ERP took it; not read back yet.</summary>
    [JsonStringEnumMemberName("written")] Written,

    /// <summary>Read back from the ERP.</summary>
    [JsonStringEnumMemberName("confirmed")] Confirmed,

    /// <summary>Cannot be written as it is: a person looks at it, and has it tried again or dismisses it.</summary>
    [JsonStringEnumMemberName("parked")] Parked,

    /// <summary>Its reason was gone before anything was written.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}

/// <summary>What is said of a decision after it was proposed.</summary>
public enum DecisionWord { Approved, Rejected, Retried, Queued, Written, Confirmed, Parked, Withdrawn }
