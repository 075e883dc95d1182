using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>PackML states (ANSI/ISA-TR88.00.02), in the names events carry.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MachineState>))]
public enum MachineState
{
    /// <summary>Nothing heard yet: taken as up.</summary>
    [JsonStringEnumMemberName("undefined")] Undefined,
    [JsonStringEnumMemberName("idle")] Idle,
    [JsonStringEnumMemberName("starting")] Starting,
    [JsonStringEnumMemberName("execute")] Execute,
    [JsonStringEnumMemberName("completing")] Completing,
    [JsonStringEnumMemberName("complete")] Complete,
    [JsonStringEnumMemberName("resetting")] Resetting,
    [JsonStringEnumMemberName("holding")] Holding,
    [JsonStringEnumMemberName("held")] Held,
    [JsonStringEnumMemberName("unholding")] Unholding,
    [JsonStringEnumMemberName("suspending")] Suspending,
    [JsonStringEnumMemberName("suspended")] Suspended,
    [JsonStringEnumMemberName("unsuspending")] Unsuspending,
    [JsonStringEnumMemberName("stopping")] Stopping,
    [JsonStringEnumMemberName("stopped")] Stopped,
    [JsonStringEnumMemberName("aborting")] Aborting,
    [JsonStringEnumMemberName("aborted")] Aborted,
    [JsonStringEnumMemberName("clearing")] Clearing,
}

/// <summary>What a PackML state means for planning.</summary>
public static class MachineStates
{
    /// <summary>
    /// Down: the machine itself cannot run (held, stopped, aborted and the ways there and out of an abort).
    /// Suspended is not down: PackML suspends for what is outside the machine.
    /// </summary>
    public static bool IsDown(this MachineState state) => state is
        MachineState.Holding or MachineState.Held or MachineState.Stopping or MachineState.Stopped
        or MachineState.Aborting or MachineState.Aborted or MachineState.Clearing;

    /// <summary>Producing: counts as run time in OEE.</summary>
    public static bool IsProducing(this MachineState state) => state is
        MachineState.Execute or MachineState.Completing;
}
