using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary><c>/json/2/&lt;model&gt;/&lt;method&gt;</c>.</summary>
internal sealed class PeerJson2(OdooPeer peer, HttpContext http)
{
    public async Task<PeerAnswer> AnswerAsync()
    {
        var body = await BodyAsync();
        if (http.Request.Method == "POST" && http.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return PeerAnswer.Html(415, "<!doctype html>\n<html lang=en>\n<title>415 Unsupported Media Type</title>\n");
        if (Database() != OdooPeer.Database)
            return PeerServer.NoDatabase();
        var parts = http.Request.Path.Value!.Split('/');
        if (http.Request.Method != "POST" || parts.Length != 5)
            return Failed(PeerError.NotFound("Did you mean POST /json/2/<model>/<method>?"));
        if (User() is not { } user)
            return Failed(Unauthorized());
        if (Parse(body) is not { } given)
            return Failed(new PeerError("werkzeug.exceptions.BadRequest", "could not parse the body as json: Expecting value: line 1 column 1 (char 0)", 400));
        return await new PeerExecution(peer, http, "json2", user, parts[3], parts[4])
            .RunAsync(method => PeerBinding.Named(parts[3], parts[4], method, given), given, result => PeerAnswer.Json(200, result), Failed);
    }

    private string? Database() => http.Request.Headers["X-Odoo-Database"].ToString() is { Length: > 0 } named ? named : peer.Options.OneDatabase ? OdooPeer.Database : null;

    private PeerUser? User() =>
        http.Request.Headers.Authorization.ToString().Split(' ', 2) is ["bearer" or "Bearer", var key] ? peer.Users.FirstOrDefault(user => user.Knows(key)) : null;

    private PeerError Unauthorized() => new(
        "werkzeug.exceptions.Unauthorized",
        http.Request.Headers.Authorization.ToString().StartsWith("bearer", StringComparison.OrdinalIgnoreCase)
            ? "Invalid apikey"
            : "User not authenticated, use an API Key with a Bearer Authorization header.",
        401);

    /// <summary>A body without a length is dropped, as Odoo drops it.</summary>
    private async Task<string> BodyAsync()
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        return http.Request.ContentLength is null ? "" : text;
    }

    private static JsonObject? Parse(string body)
    {
        if (body.Length == 0)
            return [];
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PeerAnswer Failed(PeerError error) =>
        error is { Status: 404, Name: "psycopg2.OperationalError" } ? PeerServer.NoDatabase() : PeerAnswer.Json(error.Status, PeerJson.Error(error));
}
