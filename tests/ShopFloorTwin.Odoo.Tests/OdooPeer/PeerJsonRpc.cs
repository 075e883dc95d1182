using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary><c>/jsonrpc</c>: 200 with everything past the JSON parser.</summary>
internal sealed class PeerJsonRpc(OdooPeer peer, HttpContext http)
{
    public async Task<PeerAnswer> AnswerAsync()
    {
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return PeerAnswer.Html(415, "<!doctype html>\n<html lang=en>\n<title>415 Unsupported Media Type</title>\n");
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        JsonNode? body;
        try
        {
            body = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return PeerAnswer.Html(400, "Invalid JSON data");
        }
        if (body is not JsonObject request)
            return PeerAnswer.Html(400, "Invalid JSON-RPC data");
        if (request["params"] is not JsonObject parameters || parameters["args"] is not JsonArray args)
            return Failed(PeerError.Type("JSONRPC.jsonrpc() missing 3 required positional arguments: 'service', 'method', and 'args'"));
        return (parameters["service"]?.GetValue<string>(), parameters["method"]?.GetValue<string>()) switch
        {
            ("common", "version") => Version(),
            ("common", "login" or "authenticate") => Login(args),
            ("db", "list") => Result(new JsonArray(OdooPeer.Database)),
            ("object", "execute_kw") => await ExecuteAsync(args),
            var (service, _) => Failed(new PeerError("builtins.KeyError", service ?? "", 200)),
        };
    }

    private PeerAnswer Version() => Result(new JsonObject
    {
        ["server_version"] = $"{peer.Options.Version}.0",
        ["server_version_info"] = new JsonArray(peer.Options.Version, 0, 0, "final", 0, ""),
        ["server_serie"] = $"{peer.Options.Version}.0",
        ["protocol_version"] = 1,
    });

    private PeerAnswer Login(JsonArray args)
    {
        if (args[0]?.GetValue<string>() != OdooPeer.Database)
            return Failed(NoSuchDatabase(args[0]?.GetValue<string>()));
        var user = peer.Users.FirstOrDefault(user => user.Login == args[1]?.GetValue<string>() && user.Knows(args[2]!.GetValue<string>()));
        return Result(user is null ? false : user.Id);
    }

    private async Task<PeerAnswer> ExecuteAsync(JsonArray args)
    {
        if (args[0]!.GetValue<string>() != OdooPeer.Database)
            return Failed(NoSuchDatabase(args[0]!.GetValue<string>()));
        var user = peer.Users.FirstOrDefault(user => user.Id == PeerValues.Whole(args[1]!) && user.Knows(args[2]!.GetValue<string>()));
        if (user is null)
            return Failed(new PeerError("odoo.exceptions.AccessDenied", "Access Denied", 200));
        var (model, method) = (args[3]!.GetValue<string>(), args[4]!.GetValue<string>());
        var places = args.Count > 5 ? args[5]!.AsArray() : [];
        var names = args.Count > 6 ? args[6]!.AsObject() : [];
        var shown = names.DeepClone().AsObject();
        if (places.Count > 0)
            shown["args"] = places.DeepClone();
        var one = method == "create" && places is [JsonObject, ..];
        return await new PeerExecution(peer, http, "jsonrpc", user, model, method).RunAsync(
            found => PeerBinding.Placed(method, found, places, names), shown,
            result => Result(one ? result![0]!.DeepClone() : result), Failed);
    }

    private static PeerError NoSuchDatabase(string? name) =>
        new("psycopg2.OperationalError", $"connection to server at \"127.0.0.1\", port 55433 failed: FATAL:  database \"{name}\" does not exist\n", 200);

    /// <summary>Nothing gives neither a result nor an error.</summary>
    private static PeerAnswer Result(JsonNode? result)
    {
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1 };
        if (result is not null)
            answer["result"] = result;
        return PeerAnswer.Json(200, answer);
    }

    private static PeerAnswer Failed(PeerError error) => PeerAnswer.Json(200, new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = 1,
        ["error"] = new JsonObject { ["code"] = 0, ["message"] = "Odoo Server Error", ["data"] = PeerJson.Error(error) },
    });
}
