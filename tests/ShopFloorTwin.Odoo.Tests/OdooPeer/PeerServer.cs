using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>The HTTP side: routes, status codes, and connections that every answer closes.</summary>
internal sealed class PeerServer(OdooPeer peer) : IAsyncDisposable
{
    private const string NoDatabasePage = "<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No database is selected and the requested URL was not found in the server-wide controllers.</p>\n<p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>\n\n<!-- Alternatively, use the X-Odoo-Database header. -->\n";

    private WebApplication? app;
    private int port;

    public Uri Url => new($"http://127.0.0.1:{port}");

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port);
            options.Limits.MaxRequestBodySize = null;
        });
        app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        port = new Uri(app.Urls.First()).Port;
    }

    public async Task StopAsync()
    {
        if (app is not { } running)
            return;
        app = null;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await running.StopAsync(now.Token);
        await running.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.Connection = "close";
        var path = http.Request.Path.Value ?? "/";
        var answer = (http.Request.Method, path) switch
        {
            ("GET", "/web/version" or "/json/version") => Version(path),
            ("POST", "/jsonrpc") => await new PeerJsonRpc(peer, http).AnswerAsync(),
            _ when path.StartsWith("/json/2/", StringComparison.Ordinal) && peer.Options.Version >= 19 => await new PeerJson2(peer, http).AnswerAsync(),
            ("GET", _) => PeerAnswer.Html(404, NoDatabasePage),
            _ => PeerAnswer.Html(303, "<!doctype html>\n<title>Redirecting...</title>\n") with { Location = $"/web/login?redirect={Uri.EscapeDataString(path)}%3F" },
        };
        await WriteAsync(http, answer);
    }

    private PeerAnswer Version(string path) => peer.Options.Version < 19 && path == "/json/version"
        ? PeerAnswer.Html(404, NoDatabasePage)
        : PeerAnswer.Json(200, new JsonObject { ["version_info"] = new JsonArray(peer.Options.Version, 0, 0, "final", 0, ""), ["version"] = $"{peer.Options.Version}.0" });

    public static PeerAnswer NoDatabase() => PeerAnswer.Html(404, NoDatabasePage);

    private static async Task WriteAsync(HttpContext http, PeerAnswer answer)
    {
        if (answer.Cut)
        {
            http.Abort();
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.MediaType;
        http.Response.ContentLength = bytes.Length;
        if (answer.Location is not null)
            http.Response.Headers.Location = answer.Location;
        if (answer.RetryAfter is not null)
            http.Response.Headers.RetryAfter = answer.RetryAfter;
        if (answer.Status == 401)
            http.Response.Headers.WWWAuthenticate = "Bearer ";
        if (answer.Half)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await http.Response.Body.FlushAsync();
            http.Abort();
            return;
        }
        await http.Response.Body.WriteAsync(bytes);
    }
}

/// <summary>What goes back over the wire.</summary>
internal sealed record PeerAnswer(int Status, string MediaType, string Body)
{
    public string? Location { get; init; }
    public string? RetryAfter { get; init; }

    /// <summary>The connection is cut without a byte.</summary>
    public bool Cut { get; init; }

    /// <summary>The body ends in its middle.</summary>
    public bool Half { get; init; }

    public static PeerAnswer Json(int status, JsonNode? body) => new(status, "application/json; charset=utf-8", PeerJson.Text(body));

    public static PeerAnswer Html(int status, string body) => new(status, "text/html; charset=utf-8", body);
}

/// <summary>JSON as Python writes it: letters of any language escaped are read alike, so they go out as they are.</summary>
internal static class PeerJson
{
    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode? node) => node?.ToJsonString(Options) ?? "null";

    public static JsonObject Error(PeerError error) => new()
    {
        ["name"] = error.Name,
        ["message"] = error.Message,
        ["arguments"] = new JsonArray(error.Message),
        ["context"] = new JsonObject(),
        ["debug"] = $"Traceback (most recent call last):\n  File \"/opt/odoo/odoo/http.py\", line 2275, in _serve_db\n    secret-in-the-traceback\n{error.Name.Split('.')[^1]}: {error.Message}\n",
    };
}
