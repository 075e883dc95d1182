using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>One recorded exchange with a real Odoo.</summary>
public sealed record FactExchange(string Title, string Line, JsonObject Headers, JsonNode? Request, int Status, string MediaType, JsonNode? Response)
{
    public string Method => Line.Split(' ')[0];
    public string Path => Line.Split(' ')[1];
}

/// <summary>A file of recorded exchanges, beside the checkout; absent elsewhere.</summary>
public static class FactFile
{
    public static string Folder([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "..", "..", "shared", "odoo-facts"));

    /// <summary>The exchanges that are a whole request with a whole answer.</summary>
    public static IReadOnlyList<FactExchange> Read(string name) => [.. Document(name)["exchanges"]!.AsArray().Select(Exchange).OfType<FactExchange>()];

    public static JsonNode Document(string name)
    {
        var file = System.IO.Path.Combine(Folder(), name);
        Assert.SkipUnless(File.Exists(file), "../shared/odoo-facts is absent");
        return JsonNode.Parse(File.ReadAllText(file))!;
    }

    private static FactExchange? Exchange(JsonNode? node)
    {
        if (node!["request"] is not JsonObject request || node["response"] is not JsonObject response || request["line"] is null
            || response["status"] is not JsonValue status || status.GetValueKind() != JsonValueKind.Number)
            return null;
        return new FactExchange(
            node["title"]!.GetValue<string>(), request["line"]!.GetValue<string>(), request["headers"]?.AsObject() ?? [], request["body"],
            status.GetValue<int>(), response["headers"]?["Content-Type"]?.GetValue<string>().Split(';')[0] ?? "", response["body"]);
    }
}
