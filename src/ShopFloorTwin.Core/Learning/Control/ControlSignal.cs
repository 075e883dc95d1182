using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>What is out of control.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ControlFault>))]
public enum ControlFault
{
    /// <summary>The level has moved: CUSUM or EWMA.</summary>
    [JsonStringEnumMemberName("shift")] Shift,

    /// <summary>Several points far off: the spread has grown.</summary>
    [JsonStringEnumMemberName("spread")] Spread,

    /// <summary>Points follow a pattern chance does not make: stuck, mixed or alternating.</summary>
    [JsonStringEnumMemberName("pattern")] Pattern,
}

/// <summary>A characteristic out of control, from the point that told until it was in control long enough.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Since">Time of the point that told.</param>
/// <param name="Event">That point.</param>
/// <param name="Sigmas">How far the level was off then, in sigmas; signed.</param>
/// <param name="Points">Points since.</param>
/// <param name="Quiet">The last of them that were in control, in a row.</param>
public sealed record ControlSignal(ControlFault Fault, DateTimeOffset Since, EventRef Event, double Sigmas, int Points, int Quiet);
