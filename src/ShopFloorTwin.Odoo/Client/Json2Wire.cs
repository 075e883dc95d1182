using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>JSON-2: named arguments only, ids and context beside them, an HTTP status with every error.</summary>
internal sealed class Json2Wire(OdooConnection connection, OdooHttp http) : IOdooWire
{
    public async ValueTask<OdooAnswer> CallAsync(OdooCall call, string key, CancellationToken cancellation)
    {
        var path = $"/json/2/{Uri.EscapeDataString(call.Model)}/{Uri.EscapeDataString(call.Method)}";
        var reply = await http.SendAsync(HttpMethod.Post, path, Body(call), Headers(call, key), connection.Patience.TimeoutOf(call), cancellation);
        if (reply.Status != HttpStatusCode.OK)
            return OdooErrors.OfStatus(reply, key) with { RetryAfter = reply.RetryAfter };
        return JsonText.TryParse(reply.Body, out var value)
            ? OdooAnswer.Done(value)
            : OdooAnswer.NotDone(OdooOutcome.Unknown, "the answer is no JSON");
    }

    private IEnumerable<(string, string)> Headers(OdooCall call, string key)
    {
        yield return ("Authorization", $"bearer {key}");
        if (connection.Database is { } database)
            yield return ("X-Odoo-Database", database);
        if (call.CorrelationId is { } correlation)
            yield return ("X-Correlation-Id", correlation);
    }

    private static byte[] Body(OdooCall call) => JsonText.Bytes(writer =>
    {
        writer.WriteStartObject();
        if (call.Ids is { } ids)
        {
            writer.WriteStartArray("ids");
            foreach (var id in ids)
                writer.WriteNumberValue(id);
            writer.WriteEndArray();
        }
        if (call.Context is { } context)
        {
            writer.WritePropertyName("context");
            context.WriteTo(writer);
        }
        foreach (var (name, value) in call.Arguments)
        {
            writer.WritePropertyName(name);
            JsonText.Write(writer, value);
        }
        writer.WriteEndObject();
    });
}
