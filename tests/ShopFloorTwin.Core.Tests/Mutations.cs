using System.Text;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Core.Tests;

/// <summary>Bends a JSON document at every place it has.</summary>
internal static class Mutations
{
    /// <summary>Places of all values below the root, as indexes of children: stable while the document is not changed.</summary>
    public static IEnumerable<string> PathsOf(JsonNode? node, string path = "")
    {
        for (var i = 0; i < Children(node).Count; i++)
        {
            var child = $"{path}/{i}";
            yield return child;
            foreach (var below in PathsOf(Children(node)[i], child))
                yield return below;
        }
    }

    /// <summary>The document's bytes with another value at a place.</summary>
    /// <param name="root">The document; changed.</param>
    /// <param name="path">One of <see cref="PathsOf"/>.</param>
    /// <param name="json">The raw JSON to stand there.</param>
    public static byte[] Replace(JsonNode root, string path, string json)
    {
        const string Mark = "@@here@@";
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        var owner = root;
        foreach (var step in steps[..^1])
            owner = Children(owner)[step]!;
        if (owner is JsonArray list)
            list[steps[^1]] = Mark;
        else
            owner!.AsObject()[owner.AsObject().ElementAt(steps[^1]).Key] = Mark;
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace($"\"{Mark}\"", json, StringComparison.Ordinal));
    }

    private static List<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonObject owner => [.. owner.Select(member => member.Value)],
        JsonArray list => [.. list],
        _ => [],
    };
}
