using System.Text.Json;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Writes plant documents; what was unknown at reading is written back.</summary>
public static class PlantWriter
{
    /// <summary>The document as UTF-8 JSON.</summary>
    public static byte[] Write(PlantDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, PlantJson.Options);

    /// <summary>Writes the document as the writer's next value.</summary>
    public static void Write(Utf8JsonWriter writer, PlantDocument document) => JsonSerializer.Serialize(writer, document, PlantJson.Options);
}
