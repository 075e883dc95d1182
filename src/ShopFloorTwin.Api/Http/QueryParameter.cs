namespace ShopFloorTwin.Api.Http;

/// <summary>A query parameter: read by <see cref="QueryReader"/>, described in the OpenAPI document.</summary>
/// <param name="Name">As in the address.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Type">JSON Schema type: <c>string</c>, <c>integer</c>, <c>boolean</c>, or <c>array</c> of strings.</param>
/// <param name="Format">JSON Schema format, such as <c>date-time</c> or <c>int64</c>.</param>
/// <param name="Allowed">The only values, when they are few.</param>
internal sealed record QueryParameter(
    string Name, string Description, string Type = "string", string? Format = null, IReadOnlyList<string>? Allowed = null);

/// <summary>Parameters that several calls share.</summary>
internal static class CommonParameters
{
    public static readonly QueryParameter After = new("after", "Cursor: the `next` of the page before.");
    public static readonly QueryParameter Limit = new("limit", "Items of the page, 1 to 1000; 50 when left out.", "integer", "int32");
    public static readonly QueryParameter Position = new("position", "State at this place of the journal, 1 or more.", "integer", "int64");
    public static readonly QueryParameter At = new("at", "State at this instant, ISO 8601 with an offset.", "string", "date-time");
    public static readonly QueryParameter MinPosition =
        new("minPosition", "Waits up to 2 s until the answer includes this position; then answers what there is.", "integer", "int64");
}
