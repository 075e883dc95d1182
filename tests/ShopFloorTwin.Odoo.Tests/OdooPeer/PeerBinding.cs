using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>The arguments of a call as each protocol hands them over, and what it says when they do not fit.</summary>
public static class PeerBinding
{
    /// <summary>JSON-2: everything by name, <c>ids</c> and <c>context</c> beside it.</summary>
    public static (IReadOnlyList<long> Ids, JsonObject Arguments, JsonObject Context) Named(string model, string name, PeerMethod method, JsonObject body)
    {
        var arguments = body.DeepClone().AsObject();
        var context = arguments["context"] as JsonObject ?? [];
        arguments.Remove("context");
        var ids = IdsOf(arguments["ids"]);
        if (ids.Count > 0 && !method.OnRecords)
            throw PeerError.Unprocessable($"cannot call {model}.{name} with ids");
        arguments.Remove("ids");
        Check(name, method, arguments, PeerError.Unprocessable);
        return (ids, arguments, context);
    }

    /// <summary>JSON-RPC: by place, then by name; the ids of a record method come first.</summary>
    public static (IReadOnlyList<long> Ids, JsonObject Arguments, JsonObject Context) Placed(string name, PeerMethod method, JsonArray places, JsonObject names)
    {
        var arguments = names.DeepClone().AsObject();
        var context = arguments["context"] as JsonObject ?? [];
        arguments.Remove("context");
        var rest = places.ToList();
        IReadOnlyList<long> ids = [];
        if (method.OnRecords)
        {
            if (rest.Count == 0)
                throw new PeerError("builtins.IndexError", "list index out of range", 500);
            ids = IdsOf(rest[0]);
            rest.RemoveAt(0);
        }
        for (var i = 0; i < rest.Count; i++)
        {
            if (i >= method.Parameters.Length)
                throw PeerError.Type($"{name}() takes {method.Parameters.Length + 1} positional arguments but {rest.Count + 1} were given");
            arguments[method.Parameters[i]] = rest[i]?.DeepClone();
        }
        Check(name, method, arguments, PeerError.Type);
        return (ids, arguments, context);
    }

    private static void Check(string name, PeerMethod method, JsonObject arguments, Func<string, PeerError> error)
    {
        foreach (var parameter in method.Parameters.Take(method.Required))
        {
            if (!arguments.ContainsKey(parameter))
                throw error($"missing a required argument: '{parameter}'");
        }
        var unknown = arguments.Select(pair => pair.Key).FirstOrDefault(key => !method.Parameters.Contains(key));
        if (unknown is null || method.TakesMore)
            return;
        throw name == "search_read"
            ? PeerError.Type($"BaseModel._read_format() got an unexpected keyword argument '{unknown}'")
            : error($"got an unexpected keyword argument '{unknown}'");
    }

    private static List<long> IdsOf(JsonNode? node) => node switch
    {
        null => [],
        JsonArray many => [.. many.Select(id => PeerValues.Whole(id!))],
        _ => [PeerValues.Whole(node)],
    };
}
