using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ShopFloorTwin.Deploy.Tests;

/// <summary>A YAML document as JSON, merge keys carried out, every scalar as its text.</summary>
internal static class Yaml
{
    public static JsonObject Load(string relative) =>
        (JsonObject)Node(new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(new StringReader(Repository.Read(relative))))))!;

    /// <summary>The texts of a list, or the keys of a mapping; nothing when it is not there.</summary>
    public static IReadOnlyList<string> Names(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => (string)item!)],
        JsonObject mapping => [.. mapping.Select(pair => pair.Key)],
        _ => [(string)node!],
    };

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        IDictionary<object, object> mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create((string)pair.Key, Node(pair.Value)))),
        IEnumerable<object> list => new JsonArray([.. list.Select(Node)]),
        _ => JsonValue.Create(value.ToString()),
    };
}
