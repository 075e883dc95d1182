using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>The kinds of edits, and what each has.</summary>
internal static class EditKinds
{
    private static readonly IReadOnlyList<JsonDerivedTypeAttribute> Known = [.. typeof(Edit).GetCustomAttributes<JsonDerivedTypeAttribute>()];
    private static readonly string All = string.Join(", ", Known.Select(one => one.TypeDiscriminator));

    /// <summary>What an edit of a kind has beside its kind; null: there is no such kind.</summary>
    public static IReadOnlyList<string>? Members(string kind) =>
        Known.FirstOrDefault(one => kind.Equals(one.TypeDiscriminator)) is not { } found ? null
        : [.. found.DerivedType.GetProperties().Where(one => one.GetCustomAttribute<JsonIgnoreAttribute>() is null).Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name))];

    /// <summary>What is wrong with the kind of an edit; null: nothing.</summary>
    public static string? Fault(JsonElement edit)
    {
        if (edit.ValueKind != JsonValueKind.Object)
            return null;
        if (!edit.TryGetProperty("kind", out var kind))
            return $"lacks kind: it is one of {All}";
        return kind.ValueKind == JsonValueKind.String && Members(kind.GetString()!) is not null ? null
            : $"has a kind that is not known, {Excerpt.Of(kind.GetRawText())}: it is one of {All}";
    }

    /// <summary>The edits of a text whose kind is wrong: of a list, or of an object with <c>edits</c>. What is no JSON has none.</summary>
    public static IReadOnlyList<PlantProblem> Faults(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Limits.JsonDepth });
            using var body = JsonDocument.ParseValue(ref reader);
            var (edits, path) = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("edits", out var named) ? (named, "$.edits") : (body.RootElement, "$");
            if (edits.ValueKind != JsonValueKind.Array)
                return [];
            return [.. edits.EnumerateArray().Take(Limits.ScenarioEdits).Select((edit, i) => (Path: $"{path}[{i}]", Fault: Fault(edit))).Where(one => one.Fault is not null).Select(one => new PlantProblem(one.Path, one.Fault!))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
