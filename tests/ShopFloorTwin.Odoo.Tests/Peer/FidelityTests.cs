using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>The scripted Odoo answers recorded requests as the real one did: status, media type, error and the form of the answer.</summary>
public sealed class FidelityTests
{
    /// <summary>Exchanges that the peer does not play, each with its reason.</summary>
    private static readonly Dictionary<string, string> NotPlayed = new(StringComparer.Ordinal)
    {
        ["self-description of a model (api_doc module): methods, parameters, fields; as connector"] = "api_doc is not used",
        ["self-description of a model (api_doc module): methods, parameters, fields; as admin"] = "api_doc is not used",
        ["json-2: read of a field restricted to a group"] = "rights are by model only",
        ["jsonrpc: read of a field restricted to a group"] = "rights are by model only",
        ["json-2: domain on a field restricted to a group"] = "rights are by model only",
        ["jsonrpc: domain on a field restricted to a group"] = "rights are by model only",
        ["json-2: malformed JSON"] = "the facts do not hold the body that was sent",
        ["json-2: invalid UTF-8"] = "the facts do not hold the body that was sent",
        ["json-2: body of 129 MiB: accepted (DEFAULT_MAX_CONTENT_LENGTH of 128 MiB is not enforced on JSON bodies here)"] = "the facts do not hold the body that was sent",
        ["jsonrpc: body of 129 MiB: accepted"] = "the facts do not hold the body that was sent",
        ["load (update) of a row another transaction changes meanwhile: HTTP 200, ids false, a serialize message; Odoo does NOT retry inside load"] = "needs a second transaction: the LoseRace fault plays it",
        ["a UNIQUE violation is a ValidationError (422), not retryable"] = "unique constraints of single models are not played",
        ["an administrator can add a custom key field over the API (no uniqueness by itself)"] = "custom fields are not used",
        ["... and write/search it at once"] = "custom fields are not used",
        ["search it"] = "custom fields are not used",
    };

    [Theory]
    [InlineData("01-version-login.json")]
    [InlineData("02-read.json")]
    [InlineData("04-writes.json")]
    [InlineData("05-errors.json")]
    [InlineData("07-idempotency-batch.json")]
    public async Task It_answers_the_recorded_requests_as_odoo_did(string file)
    {
        var exchanges = FactFile.Read(file);
        await using var peer = await OdooPeer.StartAsync();
        RecordedPlant.Seed(peer);
        var lowpriv = peer.Users.Single(user => user.Id == 6);
        lowpriv.Forbid("mrp.production", "read", "write", "create", "unlink");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero });

        var differences = new List<string>();
        var ids = new Dictionary<(string Model, long Recorded), long>();
        var played = 0;
        foreach (var exchange in exchanges.Where(exchange => !NotPlayed.ContainsKey(exchange.Title) && exchange.Path is not null))
        {
            played++;
            using var request = Request(peer, exchange, ids);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Map(exchange, text, ids);
            if (Difference(exchange, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", text) is { } difference)
                differences.Add($"{exchange.Title}: {difference}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
        Assert.True(played > 15, $"only {played} exchanges were played");
    }

    public static TheoryData<string, string, PeerFault> Faults() => new()
    {
        { "06-concurrency.json", "json-2: write under endless conflict, attempt 1", new PeerFault.Raise(PeerError.Serialization()) },
        { "06-concurrency.json", "jsonrpc: write under endless conflict, attempt 1", new PeerFault.Raise(PeerError.Serialization()) },
        { "07-idempotency-batch.json", "load (update) of a row another transaction changes meanwhile: HTTP 200, ids false, a serialize message; Odoo does NOT retry inside load", new PeerFault.LoseRace() },
        { "09-transport-limits.json", "threaded: SIGTERM while a request waits on a lock (lock released 2 s later)", new PeerFault.Raise(new PeerError("odoo.exceptions.AccessDenied", "Access Denied", 403)) },
        { "09-transport-limits.json", "PostgreSQL down, json-2 call 1: the same HTML 404 as a wrong database name", new PeerFault.NoDatabase() },
        { "09-transport-limits.json", "PostgreSQL down, jsonrpc call 1", new PeerFault.NoDatabase() },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Its_faults_answer_as_the_recorded_ones_did(string file, string title, PeerFault fault)
    {
        var exchange = FactFile.Read(file).Single(exchange => exchange.Title == title);
        await using var peer = await OdooPeer.StartAsync();
        RecordedPlant.Seed(peer);
        peer.Faults.Next(fault);
        using var http = new HttpClient();
        using var request = Request(peer, exchange, []);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Null(Difference(exchange, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", text));
        Assert.True(response.Headers.ConnectionClose);
    }

    [Fact]
    public void Its_models_have_the_recorded_fields_with_their_types()
    {
        var models = PeerSchema.Read(PeerModels.Odoo19);
        var recorded = FactFile.Document("03-fields.json")["models"]!.AsObject();
        var differences = recorded.SelectMany(model => model.Value!.AsObject()
            .Where(field => field.Value is JsonObject described && described.ContainsKey("type"))
            .Where(field => models[model.Key].Fields.GetValueOrDefault(field.Key)?.Type is var type && !Same(type, field.Value!["type"]!.GetValue<string>()))
            .Select(field => $"{model.Key}.{field.Key}"));
        Assert.Empty(differences);

        // Which side holds a relation of many is not seen in an answer.
        static bool Same(string? type, string expected) => type == expected || (type?.EndsWith("2many", StringComparison.Ordinal) == true && expected.EndsWith("2many", StringComparison.Ordinal));
    }

    /// <summary>Which of the peer's records are which recorded ones, from the ids that creates and loads answer.</summary>
    private static void Map(FactExchange exchange, string text, Dictionary<(string Model, long Recorded), long> ids)
    {
        var parts = exchange.Path.Split('/');
        if (parts is not [_, "json", "2", var model, "create" or "load" or "activity_schedule" or "message_post"] || !text.StartsWith('[') && !text.StartsWith('{'))
            return;
        var made = parts[4] is "activity_schedule" ? "mail.activity" : parts[4] is "message_post" ? "mail.message" : model;
        var recorded = exchange.Response is JsonObject load ? load["ids"] as JsonArray : exchange.Response as JsonArray;
        var actual = JsonNode.Parse(text) is JsonObject loaded ? loaded["ids"] as JsonArray : JsonNode.Parse(text) as JsonArray;
        foreach (var (theirs, ours) in (recorded ?? []).Zip(actual ?? []))
            ids[(made, PeerValues.Whole(theirs!))] = PeerValues.Whole(ours!);
    }

    private static JsonNode? WithIds(FactExchange exchange, Dictionary<(string Model, long Recorded), long> ids)
    {
        if (exchange.Request is not JsonObject body || body["ids"] is not JsonArray given)
            return exchange.Request;
        var model = exchange.Path.Split('/')[3];
        var mapped = body.DeepClone().AsObject();
        mapped["ids"] = PeerMethods.Ids(given.Select(id => ids.GetValueOrDefault((model, PeerValues.Whole(id!)), PeerValues.Whole(id!))));
        return mapped;
    }

    private static HttpRequestMessage Request(OdooPeer peer, FactExchange exchange, Dictionary<(string Model, long Recorded), long> ids)
    {
        var request = new HttpRequestMessage(new HttpMethod(exchange.Method), new Uri(peer.Url, exchange.Path));
        var body = exchange.Request is null ? "" : WithKeys(exchange.Request is JsonValue raw && raw.TryGetValue(out string? text) ? text : WithIds(exchange, ids)!.ToJsonString());
        if (exchange.Method == "POST")
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in exchange.Headers)
        {
            if (name == "Content-Type" && request.Content is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value!.GetValue<string>());
            else if (name != "Content-Type" && name != "Content-Length")
                request.Headers.TryAddWithoutValidation(name, WithKeys(value!.GetValue<string>()));
        }
        return request;
    }

    private static string WithKeys(string text)
    {
        foreach (var login in (string[])["connector", "planner", "lowpriv", "admin"])
            text = text.Replace($"<api-key of {login}>", $"key-of-the-{login}", StringComparison.Ordinal).Replace($"\\u003Capi-key of {login}\\u003E", $"key-of-the-{login}", StringComparison.Ordinal);
        return text.Replace("connector-pw", "key-of-the-connector", StringComparison.Ordinal);
    }

    private static string? Difference(FactExchange expected, int status, string mediaType, string text)
    {
        if (status != expected.Status)
            return $"{status} for {expected.Status}: {text[..Math.Min(300, text.Length)]}";
        if (mediaType != expected.MediaType)
            return $"{mediaType} for {expected.MediaType}";
        if (mediaType != "application/json")
            return null;
        return Shape(expected.Response, JsonNode.Parse(text), "$");
    }

    /// <summary>Null when the forms are the same: the same members of the same kinds; in errors the same name and words.</summary>
    private static string? Shape(JsonNode? expected, JsonNode? actual, string at)
    {
        if (expected is JsonObject error && error.ContainsKey("debug") && actual is JsonObject)
            return Text(error, "name") != Text(actual, "name") ? $"{at}: {Text(actual, "name")} for {Text(error, "name")} ({Text(actual, "message")})" : null;
        if (expected is JsonObject many && actual is JsonObject some)
        {
            foreach (var (name, member) in many)
            {
                if (name is "moreinfo" or "field_name" or "field" || char.IsAsciiDigit(name[0]))
                    continue;
                if (!some.ContainsKey(name))
                    return $"{at}.{name} is missing in {actual.ToJsonString()}";
                if (name is not "context" && Shape(member, some[name], $"{at}.{name}") is { } inner)
                    return inner;
            }
            return null;
        }
        if (expected is JsonArray list && actual is JsonArray found)
            return list.Count > 0 && found.Count == 0 ? $"{at} is empty" : list.Count > 0 ? Shape(list[0], found[0], $"{at}[0]") : null;
        return Kind(expected) == Kind(actual) || at != "$" && (Kind(actual) == "bool" || Kind(expected) == "bool") ? null : $"{at} is {actual?.ToJsonString() ?? "null"} for {expected?.ToJsonString() ?? "null"}";
    }

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "text",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
