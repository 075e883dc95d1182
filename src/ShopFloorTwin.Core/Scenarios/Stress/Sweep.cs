using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios.Stress;

/// <summary>What came of reading a sweep: its variants in the order of the values, or what is wrong.</summary>
public sealed record SweepReading(IReadOnlyList<Variant>? Variants, IReadOnlyList<PlantProblem> Problems);

/// <summary>One edit, with one of its parameters at one value after another: capacity 1 to 4, an efficiency, a date.</summary>
public static class Sweep
{
    /// <summary>Reads a sweep: <c>{edits?: […], edit: {kind, …}, parameter, values: […]}</c>. Never throws for what the bytes hold.</summary>
    /// <param name="utf8">JSON.</param>
    /// <param name="timeZone">Of the words.</param>
    public static SweepReading Read(ReadOnlySpan<byte> utf8, string timeZone)
    {
        if (utf8.Length > Limits.ScenarioBytes)
            return Refused("$", $"has {utf8.Length} bytes; the limit is {Limits.ScenarioBytes}");
        try
        {
            var body = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = Limits.JsonDepth }) as JsonObject;
            if (body is null)
                return Refused("$", "must be an object with 'edit', 'parameter' and 'values'");
            if (body["edit"] is not JsonObject edit)
                return Refused("$.edit", "must be an edit, with its kind");
            if (body["parameter"] is not JsonValue named || !named.TryGetValue(out string? parameter) || parameter is "kind" or "")
                return Refused("$.parameter", "must name a member of the edit");
            if (EditKinds.Fault(JsonSerializer.SerializeToElement(edit)) is { } kindFault)
                return Refused("$.edit", kindFault);
            if (EditKinds.Members(edit["kind"]!.GetValue<string>()) is { } members && !members.Contains(parameter))
                return Refused("$.parameter", $"names no member of the edit, '{Excerpt.Of(parameter)}': it is one of {string.Join(", ", members)}");
            if (body["values"] is not JsonArray { Count: >= 1 and <= Limits.SweepValues } values)
                return Refused("$.values", $"must be a list of 1 to {Limits.SweepValues} values");
            if (body["edits"] is not (null or JsonArray))
                return Refused("$.edits", "must be a list of edits");
            return Read(body["edits"] as JsonArray ?? [], edit, parameter, values, timeZone);
        }
        catch (JsonException fault)
        {
            var (path, detail) = JsonFault.Describe(fault);
            return Refused(path, detail);
        }
        catch (ArgumentException)
        {
            return Refused("$", "has a member twice");
        }
        catch (InvalidOperationException)
        {
            return Refused("$", "has a text that is not valid Unicode");
        }
    }

    private static SweepReading Read(JsonArray edits, JsonObject edit, string parameter, JsonArray values, string timeZone)
    {
        var variants = new List<Variant>();
        for (var i = 0; i < values.Count; i++)
        {
            var with = (JsonArray)edits.DeepClone();
            var one = (JsonObject)edit.DeepClone();
            one[parameter] = values[i]?.DeepClone();
            with.Add(one);
            var reading = EditReader.Read(JsonSerializer.SerializeToUtf8Bytes(with));
            if (reading.Edits is not { } read)
                return new SweepReading(null, [.. reading.Problems.Select(problem => problem with { Path = Path(problem.Path, with.Count - 1, i) })]);
            variants.Add(new Variant(values[i]?.ToString() ?? "null", EditWords.Of(read[^1], timeZone), read));
        }
        return new SweepReading(variants, []);
    }

    /// <summary>A path of a variant's edits as one of the sweep: the last edit is the one that is swept.</summary>
    internal static string Path(string path, int last, int value) =>
        path.Replace("$.edits", "$", StringComparison.Ordinal).Replace($"$[{last}]", $"$.edit (value {value})", StringComparison.Ordinal).Replace("$[", "$.edits[", StringComparison.Ordinal);

    private static SweepReading Refused(string path, string detail) => new(null, [new PlantProblem(path, detail)]);
}
