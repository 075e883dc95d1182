namespace ShopFloorTwin.Core.Events;

/// <summary>Why an event is not accepted.</summary>
/// <param name="Type">Stable name: <c>malformed</c>, <c>unknown-type</c>, <c>unknown-subject</c>, <c>invalid-data</c>, <c>time-out-of-range</c>, <c>too-large</c>…</param>
/// <param name="Detail">One sentence that names the path and the mend.</param>
public sealed record Refusal(string Type, string Detail)
{
    /// <summary>Type of what somebody else must say: who proposed a decision may not approve it.</summary>
    public const string FourEyes = "four-eyes";
}
