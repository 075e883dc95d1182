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
    /// <summary>Path of a list of edits, also where it stands alone: what does not fit the floor is named by it too.</summary>
    private const string List = "$.edits";
    private static readonly JsonSerializerOptions Options = new(PlantJson.Options) { AllowOutOfOrderMetadataProperties = true };

    /// <summary>Reads a JSON list of edits. Never throws for what the bytes hold.</summary>
    public static EditReading Read(ReadOnlySpan<byte> utf8)
    {
        var (edits, problems) = Read<List<Edit?>>(utf8, "must be a list of edits");
        if (edits is null)
            return new EditReading(null, [.. problems.Select(problem => problem with { Path = List + problem.Path[1..] })]);
        return Fault(edits, List) is { } fault ? new EditReading(null, [fault]) : new EditReading(edits!, []);
    }

    /// <summary>What is wrong with a list of edits as such; null: nothing.</summary>
    internal static PlantProblem? Fault(IReadOnlyList<Edit?> edits, string path)
    {
        if (edits.Count > Limits.ScenarioEdits)
            return new PlantProblem(path, $"has {edits.Count} edits; the limit is {Limits.ScenarioEdits}");
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i] is null)
                return new PlantProblem($"{path}[{i}]", "must not be null");
        }
        return null;
    }

    /// <summary>Reads JSON that has edits in it.</summary>
    internal static (T? Value, IReadOnlyList<PlantProblem> Problems) Read<T>(ReadOnlySpan<byte> utf8, string otherwise)
        where T : class
    {
        if (utf8.Length > Limits.ScenarioBytes)
            return (null, [new PlantProblem("$", $"has {utf8.Length} bytes; the limit is {Limits.ScenarioBytes}")]);
        if (!Utf8.IsValid(utf8))
            return (null, [new PlantProblem("$", "is not valid UTF-8")]);
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options) is { } value ? (value, []) : (null, [new PlantProblem("$", otherwise)]);
        }
        catch (JsonException fault)
        {
            var (path, detail) = JsonFault.Describe(fault);
            return (null, EditKinds.Faults(utf8) is { Count: > 0 } kinds ? kinds : [new PlantProblem(path, detail)]);
        }
        catch (NotSupportedException)
        {
            return (null, EditKinds.Faults(utf8) is { Count: > 0 } kinds ? kinds : [new PlantProblem("$", "has an edit without its kind")]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new PlantProblem("$", "has a text that is not valid Unicode")]);
        }
    }

    /// <summary>One edit as JSON, as <see cref="Read"/> takes it.</summary>
    public static JsonElement Write(Edit edit) => JsonSerializer.SerializeToElement(edit, Options);
}
