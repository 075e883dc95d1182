using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>The version of an Odoo.</summary>
/// <param name="Text">Such as <c>19.0</c> or <c>saas~18.2</c>.</param>
/// <param name="Major">Such as 19.</param>
public sealed record OdooVersion(string Text, int Major)
{
    /// <summary>JSON-2 came with 19.</summary>
    public bool HasJson2 => Major >= 19;

    /// <summary>JSON-RPC goes with 20.</summary>
    public bool HasJsonRpc => Major < 20;
}

/// <summary>What a server tells anybody, without a key.</summary>
internal sealed partial class OdooProbe(OdooHttp http, OdooPatience patience)
{
    /// <summary>The version, or what is there instead.</summary>
    public async ValueTask<(OdooVersion? Version, OdooAnswer? Trouble)> VersionAsync(CancellationToken cancellation)
    {
        try
        {
            var page = await http.SendAsync(HttpMethod.Get, "/web/version", null, [], patience.ReadTimeout, cancellation);
            if (page.Status == HttpStatusCode.OK && JsonText.TryParse(page.Body, out var body) && Read(body.Text("version")) is { } version)
                return (version, null);
            var reply = await CallAsync("common", "version", cancellation);
            return JsonText.TryParse(reply.Body, out var answer) && answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var result) && Read(result.Text("server_version")) is { } older
                ? (older, null)
                : (null, Trouble(page, reply));
        }
        catch (OdooHttpFault fault)
        {
            return (null, OdooAnswer.NotDone(OdooOutcome.Transient, fault.Message));
        }
    }

    /// <summary>Names of the databases; empty where the server does not tell.</summary>
    public async ValueTask<IReadOnlyList<string>> DatabasesAsync(CancellationToken cancellation)
    {
        try
        {
            var reply = await CallAsync("db", "list", cancellation);
            return JsonText.TryParse(reply.Body, out var answer) && answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out var names) && names.ValueKind == JsonValueKind.Array
                ? [.. names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)]
                : [];
        }
        catch (OdooHttpFault)
        {
            return [];
        }
    }

    private ValueTask<HttpReply> CallAsync(string service, string method, CancellationToken cancellation)
    {
        var body = JsonText.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            writer.WriteString("method", "call");
            writer.WriteStartObject("params");
            writer.WriteString("service", service);
            writer.WriteString("method", method);
            writer.WriteStartArray("args");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteNumber("id", 1);
            writer.WriteEndObject();
        });
        return http.SendAsync(HttpMethod.Post, "/jsonrpc", body, [], patience.ReadTimeout, cancellation);
    }

    private static OdooAnswer Trouble(HttpReply page, HttpReply reply)
    {
        var busy = (int)page.Status is 429 or >= 500 ? page : (int)reply.Status is 429 or >= 500 ? reply : null;
        return busy is null
            ? OdooAnswer.NotDone(OdooOutcome.Address, $"what answers there is no Odoo ({(int)page.Status})")
            : OdooAnswer.NotDone(OdooOutcome.Transient, $"it answers {(int)busy.Status}");
    }

    private static OdooVersion? Read(string? text) =>
        text is not null && Number().Match(text) is { Success: true } major ? new OdooVersion(text, int.Parse(major.Value)) : null;

    [GeneratedRegex(@"\d{1,4}")]
    private static partial Regex Number();
}
