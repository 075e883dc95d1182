using System.Text.Json;
using System.Text.Unicode;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>What came of reading edits: the edits, or what is wrong with them.</summary>
public sealed record EditReading(IReadOnlyList<Edit>? Edits, IReadOnlyList<PlantProblem> Problems);

/// <summary>Reads and writes the edits of a what-if as JSON. Whether they fit the site is said by <see cref="Overlay"/>.</summary>
public static class EditReader
{
    private static readonly JsonSerializerOptions Options = new(PlantJson.Options) { AllowOutOfOrderMetadataProperties = true };

    /// <summary>Reads a JSON list of edits. Never throws for what the bytes hold.</summary>
    public static EditReading Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Limits.ScenarioBytes)
            return Refused("$", $"has {utf8.Length} bytes; the limit is {Limits.ScenarioBytes}");
        if (!Utf8.IsValid(utf8))
            return Refused("$", "is not valid UTF-8");
        try
        {
            var edits = JsonSerializer.Deserialize<List<Edit?>>(utf8, Options);
            if (edits is null)
                return Refused("$", "must be a list of edits");
            if (edits.Count > Limits.ScenarioEdits)
                return Refused("$", $"has {edits.Count} edits; the limit is {Limits.ScenarioEdits}");
            return edits.IndexOf(null) is >= 0 and var missing ? Refused($"$[{missing}]", "must not be null") : new EditReading(edits!, []);
        }
        catch (JsonException fault)
        {
            var (path, detail) = JsonFault.Describe(fault);
            return Refused(path, detail.Contains("type discriminator", StringComparison.Ordinal) ? "has a kind that is not known" : detail);
        }
        catch (NotSupportedException)
        {
            return Refused("$", "has an edit without its kind");
        }
        catch (InvalidOperationException)
        {
            return Refused("$", "has a text that is not valid Unicode");
        }
    }

    /// <summary>One edit as JSON, as <see cref="Read"/> takes it.</summary>
    public static JsonElement Write(Edit edit) => JsonSerializer.SerializeToElement(edit, Options);

    private static EditReading Refused(string path, string detail) => new(null, [new PlantProblem(path, detail)]);
}
