using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Json;

/// <summary>Instants with an offset, read into UTC and written in UTC.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (!reader.ValueIsEscaped && Instants.TryParse(reader.ValueSpan, out var instant))
                return instant;
            if (reader.ValueIsEscaped && Instants.TryParse(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!), out instant))
                return instant;
        }
        throw new JsonException($"must be a time with offset, as {Instants.Example}");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instants.Format(value));
}
