using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>
/// JSON-RPC's <c>execute_kw</c>: the user's id from a login first, HTTP 200 with every error, and for a method without a
/// result neither <c>result</c> nor <c>error</c>.
/// </summary>
internal sealed class JsonRpcWire(OdooConnection connection, OdooHttp http) : IOdooWire
{
    private const string Path = "/jsonrpc";

    /// <summary>The user's id by key.</summary>
    private readonly ConcurrentDictionary<string, long> users = new(StringComparer.Ordinal);

    public async ValueTask<OdooAnswer> CallAsync(OdooCall call, string key, CancellationToken cancellation)
    {
        if (!users.TryGetValue(key, out var user))
        {
            var login = await LoginAsync(call, key, cancellation);
            if (!login.IsDone)
                return login;
            user = users[key] = login.Value.GetInt64();
        }
        var answer = await PostAsync(call, key, writer => ExecuteKw(writer, call, user, key), cancellation);
        if (answer.Outcome == OdooOutcome.Credentials)
            users.TryRemove(key, out _);
        return answer;
    }

    /// <summary>Done with the user's id. A login changes nothing, so one whose answer was lost was not done.</summary>
    private async ValueTask<OdooAnswer> LoginAsync(OdooCall call, string key, CancellationToken cancellation)
    {
        OdooAnswer answer;
        try
        {
            answer = await PostAsync(call, key, writer => Login(writer, key), cancellation);
        }
        catch (OdooHttpFault fault)
        {
            return OdooAnswer.NotDone(OdooOutcome.Transient, fault.Message);
        }
        return answer switch
        {
            { IsDone: true, Value.ValueKind: JsonValueKind.Number } => answer,
            { IsDone: true } => OdooAnswer.NotDone(OdooOutcome.Credentials, "Odoo does not know this user and key"),
            { Outcome: OdooOutcome.Unknown } => answer with { Outcome = OdooOutcome.Transient },
            _ => answer,
        };
    }

    private async ValueTask<OdooAnswer> PostAsync(OdooCall call, string key, Action<Utf8JsonWriter> parameters, CancellationToken cancellation)
    {
        var body = JsonText.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            writer.WriteString("method", "call");
            writer.WriteStartObject("params");
            parameters(writer);
            writer.WriteEndObject();
            writer.WriteNumber("id", 1);
            writer.WriteEndObject();
        });
        (string, string)[] headers = call.CorrelationId is { } correlation ? [("X-Correlation-Id", correlation)] : [];
        var reply = await http.SendAsync(HttpMethod.Post, Path, body, headers, connection.Patience.TimeoutOf(call), cancellation);
        if (reply.Status != HttpStatusCode.OK)
            return OdooErrors.OfStatus(reply, key) with { RetryAfter = reply.RetryAfter };
        if (!JsonText.TryParse(reply.Body, out var envelope) || envelope.ValueKind != JsonValueKind.Object || envelope.Text("jsonrpc") is null)
            return OdooAnswer.NotDone(OdooOutcome.Unknown, "the answer is no JSON-RPC");
        if (envelope.TryGetProperty("error", out var error))
            return OdooErrors.OfJsonRpc(error, key);
        return OdooAnswer.Done(envelope.TryGetProperty("result", out var result) ? result : JsonElement.Parse("null"));
    }

    private void Login(Utf8JsonWriter writer, string key)
    {
        writer.WriteString("service", "common");
        writer.WriteString("method", "login");
        writer.WriteStartArray("args");
        writer.WriteStringValue(connection.Database);
        writer.WriteStringValue(connection.User);
        writer.WriteStringValue(key);
        writer.WriteEndArray();
    }

    private void ExecuteKw(Utf8JsonWriter writer, OdooCall call, long user, string key)
    {
        writer.WriteString("service", "object");
        writer.WriteString("method", "execute_kw");
        writer.WriteStartArray("args");
        writer.WriteStringValue(connection.Database);
        writer.WriteNumberValue(user);
        writer.WriteStringValue(key);
        writer.WriteStringValue(call.Model);
        writer.WriteStringValue(call.Method);
        WritePositional(writer, call);
        WriteNamed(writer, call);
        writer.WriteEndArray();
    }

    /// <summary>The ids of a record method; and of <c>create</c> its values, which it looks at by place.</summary>
    private static void WritePositional(Utf8JsonWriter writer, OdooCall call)
    {
        writer.WriteStartArray();
        if (call.Ids is { } ids)
        {
            writer.WriteStartArray();
            foreach (var id in ids)
                writer.WriteNumberValue(id);
            writer.WriteEndArray();
        }
        if (IsCreate(call))
            JsonText.Write(writer, call.Arguments[CreateValues]);
        writer.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter writer, OdooCall call)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in call.Arguments)
        {
            if (IsCreate(call) && name == CreateValues)
                continue;
            writer.WritePropertyName(name);
            JsonText.Write(writer, value);
        }
        if (call.Context is { } context)
        {
            writer.WritePropertyName("context");
            context.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    private const string CreateValues = "vals_list";
    private static bool IsCreate(OdooCall call) => call.Method == "create" && call.Arguments.ContainsKey(CreateValues);
}
