using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Json;

/// <summary>
/// An enum by its exact names (<see cref="JsonStringEnumMemberNameAttribute"/>). Stricter than the framework's converter,
/// which also takes numbers and lists of names.
/// </summary>
internal sealed class NameConverter<T> : JsonConverter<T>, INames where T : struct, Enum
{
    private readonly T[] values = Enum.GetValues<T>();

    public NameConverter() =>
        Names = [.. values.Select(value => typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? value.ToString())];

    public IReadOnlyList<string> Names { get; }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (reader.ValueTextEquals(Names[i]))
                    return values[i];
            }
        }
        throw new JsonException($"must be one of {string.Join(", ", Names)}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Names[Array.IndexOf(values, value)]);
}

/// <summary>The names an enum has in JSON.</summary>
internal interface INames
{
    IReadOnlyList<string> Names { get; }
}
