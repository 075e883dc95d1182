using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>How decisions stand in JSON: camelCase, exact names, instants with offset.</summary>
internal static class DecisionJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            MaxDepth = Limits.JsonDepth,
            RespectNullableAnnotations = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new InstantConverter(), new NameConverter<ActionKind>() },
        };
        options.MakeReadOnly();
        return options;
    }
}
