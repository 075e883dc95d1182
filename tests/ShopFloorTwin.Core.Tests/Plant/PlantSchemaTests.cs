using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Plant;

public sealed class PlantSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(PlantSchema.Json.Span)!.AsObject();

    [Fact]
    public void The_example_meets_the_schema() => Assert.Empty(Faults(Schema, ExamplePlant.Json(), "$"));

    [Fact]
    public void Every_member_the_writer_writes_is_in_the_schema()
    {
        var strict = Schema.DeepClone();
        Close(strict);

        Assert.Empty(Faults(strict, JsonNode.Parse(PlantWriter.Write(ExamplePlant.Document())), "$"));
    }

    [Theory]
    [InlineData("""{"name":"Lyon"}""", "$ lacks site")]
    [InlineData("""{"site":"../x"}""", "$.site")]
    [InlineData("""{"site":"lyon","schema":"v2"}""", "$.schema")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P","quantity":"5"}]}""", "$.orders[0].quantity")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P","quantity":-5}]}""", "$.orders[0].quantity")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P","quantity":5,"state":"paused"}]}""", "$.orders[0].state")]
    [InlineData("""{"site":"lyon","workCenters":[{"id":"A","capacity":0}]}""", "$.workCenters[0].capacity")]
    [InlineData("""{"site":"lyon","calendars":[{"id":"A","weekly":[{"days":[],"from":"6:00","to":"22:00"}]}]}""", "$.calendars[0].weekly[0].from")]
    public void What_the_reader_refuses_for_its_shape_the_schema_refuses_too(string json, string fault)
    {
        Assert.Equal([fault], Faults(Schema, JsonNode.Parse(json), "$"));
        Assert.NotEmpty(PlantReader.Read(System.Text.Encoding.UTF8.GetBytes(json)).Problems);
    }

    [Fact]
    public void It_names_its_dialect_and_itself()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)Schema["$schema"]);
        Assert.Equal(PlantSchema.Id, (string?)Schema["$id"]);
    }

    /// <summary>The few keywords the schema uses, checked to the letter.</summary>
    private static IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string path)
    {
        var types = schema["type"] switch { JsonArray list => [.. list.Select(type => (string)type!)], JsonValue type => new[] { (string)type! }, _ => null };
        var wrong = types is not null && !types.Contains(KindOf(value)) && !(types.Contains("number") && KindOf(value) is "integer")
            || schema["enum"] is JsonArray names && !names.Any(name => JsonNode.DeepEquals(name, value))
            || schema["const"] is { } only && !JsonNode.DeepEquals(only, value)
            || schema["pattern"] is { } pattern && value is JsonValue text && KindOf(text) is "string" && !Regex.IsMatch((string)text!, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1))
            || KindOf(value) is "integer" or "number" && ((double?)schema["minimum"] > value!.GetValue<double>() || (double?)schema["exclusiveMinimum"] >= value!.GetValue<double>() || (double?)schema["maximum"] < value!.GetValue<double>());
        if (wrong)
            return [path];
        return value switch
        {
            JsonObject members => MemberFaults(schema, members, path),
            JsonArray items => items.Select((item, i) => Faults(schema["items"]!, item, $"{path}[{i}]")).SelectMany(faults => faults),
            _ => [],
        };
    }

    private static IEnumerable<string> MemberFaults(JsonNode schema, JsonObject members, string path)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            if (!members.ContainsKey((string)required!))
                yield return $"{path} lacks {required}";
        }
        foreach (var (name, value) in members)
        {
            var known = schema["properties"]?[name];
            if (known is null && schema["additionalProperties"] is not null)
                yield return $"{path}.{name} is not in the schema";
            foreach (var fault in known is null ? [] : Faults(known, value, $"{path}.{name}"))
                yield return fault;
        }
    }

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or System.Text.Json.JsonValueKind.Null => "null",
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => double.IsInteger(value.GetValue<double>()) ? "integer" : "number",
        _ => "boolean",
    };

    private static void Close(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Close(item);
        }
        if (node is not JsonObject schema)
            return;
        foreach (var member in schema.ToList())
            Close(member.Value);
        if (schema["properties"] is JsonObject && schema["type"] is not null)
            schema["additionalProperties"] = false;
    }
}
