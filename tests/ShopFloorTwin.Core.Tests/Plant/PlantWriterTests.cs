using System.Text;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Plant;

public sealed class PlantWriterTests
{
    [Fact]
    public void What_is_written_reads_as_the_same_document()
    {
        var written = PlantWriter.Write(ExamplePlant.Document());
        var again = PlantWriter.Write(PlantReader.Read(written).Document!);

        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(again));
        Assert.Contains("Émile", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_member_of_the_example_is_written_back()
    {
        var written = JsonNode.Parse(PlantWriter.Write(ExamplePlant.Document()))!;

        Assert.Empty(Lost(ExamplePlant.Json(), written, "$"));
    }

    [Fact]
    public void Unknown_fields_are_kept_at_every_level()
    {
        var reading = ExamplePlant.ReadAfter(json => AddUnknownField(json));
        var written = JsonNode.Parse(PlantWriter.Write(reading.Document!))!;
        var expected = ExamplePlant.Json();
        AddUnknownField(expected);

        Assert.Empty(Lost(expected, written, "$"));
    }

    private static void AddUnknownField(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                AddUnknownField(item);
        }
        if (node is not JsonObject owner)
            return;
        foreach (var member in owner.ToList())
            AddUnknownField(member.Value);
        owner["x_odoo"] = new JsonObject { ["id"] = 7, ["names"] = new JsonArray("a", "b") };
    }

    /// <summary>Paths of the expected document whose value is not in the written one; null and left out are the same.</summary>
    private static IEnumerable<string> Lost(JsonNode? expected, JsonNode? written, string path) => (expected, written) switch
    {
        (JsonObject members, JsonObject found) => members.SelectMany(member => Lost(member.Value, found[member.Key], $"{path}.{member.Key}")),
        (JsonArray items, JsonArray found) when items.Count == found.Count => items.Select((item, i) => Lost(item, found[i], $"{path}[{i}]")).SelectMany(lost => lost),
        (JsonValue value, JsonValue found) => SameValue(value, found) ? [] : [path],
        (null, null) => [],
        _ => [path],
    };

    private static bool SameValue(JsonValue expected, JsonValue found) =>
        JsonNode.DeepEquals(expected, found)
        || DateTimeOffset.TryParse(expected.ToString(), out var instant) && DateTimeOffset.TryParse(found.ToString(), out var same) && instant == same;
}
