using System.Text.Json;
using System.Text.Unicode;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Reads and checks plant documents.</summary>
public static class PlantReader
{
    /// <summary>Reads and validates. Never throws for what the bytes hold.</summary>
    /// <param name="utf8">The whole document, UTF-8 JSON, a byte order mark allowed.</param>
    public static PlantReading Read(ReadOnlySpan<byte> utf8)
    {
        var reading = Parse(utf8);
        if (reading.Document is null)
            return reading;
        var problems = PlantValidator.Validate(reading.Document);
        return problems.Count == 0 ? reading : new PlantReading(null, problems);
    }

    /// <summary>Reads without validating: JSON, types and required fields only, up to the first problem.</summary>
    public static PlantReading Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Limits.PlantBytes)
            return Refused("$", $"has {utf8.Length} bytes; the limit is {Limits.PlantBytes}");
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8))
            return Refused("$", "is not valid UTF-8");
        try
        {
            var document = JsonSerializer.Deserialize<PlantDocument>(utf8, PlantJson.Options);
            return document is null ? Refused("$", "must be an object") : new PlantReading(document, []);
        }
        catch (JsonException fault)
        {
            var (path, detail) = JsonFault.Describe(fault);
            return Refused(path, detail);
        }
    }

    private static PlantReading Refused(string path, string detail) => new(null, [new PlantProblem(path, detail)]);
}
