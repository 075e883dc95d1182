using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Plant;

/// <summary>
/// How the plant document's types stand in JSON: camelCase, exact enum names, instants with offset, unknown fields kept.
/// Reflection rather than source generation: the latter cannot fill an init-only <see cref="JsonExtensionDataAttribute"/> member.
/// </summary>
internal static class PlantJson
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
            Converters = { new InstantConverter(), new NameConverter<OrderState>(), new NameConverter<OperationState>() },
        };
        options.MakeReadOnly();
        return options;
    }
}
