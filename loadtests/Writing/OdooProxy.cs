using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>A call on its way to Odoo.</summary>
internal readonly record struct ProxiedCall(string Model, string Method);

/// <summary>Odoo's answer on its way back.</summary>
internal sealed record ProxiedReply(int Status, string? MediaType, byte[] Body);

/// <summary>Stands on loopback before an Odoo, and lets a script of the load decide what becomes of each call and its answer.</summary>
internal sealed class OdooProxy : IAsyncDisposable
{
    /// <summary>What becomes of a call: forwards it or not, and returns what is handed on; null: the connection is cut.</summary>
    public delegate Task<ProxiedReply?> Turn(ProxiedCall call, Func<Task<ProxiedReply?>> forward);

    private readonly HttpClient _odoo = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromMinutes(5) };
    private readonly WebApplication _app;
    private readonly Uri _target;

    private OdooProxy(Uri target)
    {
        _target = target;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public Turn OnCall { get; set; } = static (_, forward) => forward();

    public Uri Url => new(_app.Urls.First());

    public static async Task<OdooProxy> StartAsync(Uri target)
    {
        var proxy = new OdooProxy(target);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _odoo.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var reply = await OnCall(CallOf(http.Request.Path, body), () => ForwardAsync(http.Request, body.ToArray()));
        if (reply is null)
        {
            http.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
            return;
        }
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.MediaType;
        http.Response.ContentLength = reply.Body.Length;
        http.Response.Headers.Connection = "close";
        await http.Response.Body.WriteAsync(reply.Body);
    }

    private async Task<ProxiedReply?> ForwardAsync(HttpRequest request, byte[] body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_target, request.Path + request.QueryString)) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in request.Headers.Where(header => header.Key is not ("Host" or "Content-Length" or "Connection" or "Transfer-Encoding")))
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        try
        {
            using var answer = await _odoo.SendAsync(message);
            return new ProxiedReply((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static ProxiedCall CallOf(PathString path, MemoryStream body)
    {
        var parts = path.Value!.Split('/');
        if (parts is ["", "json", "2", var model, var method])
            return new ProxiedCall(model, method);
        if (path != "/jsonrpc")
            return new ProxiedCall("", "");
        using var document = JsonDocument.Parse(body.ToArray());
        var call = document.RootElement.GetProperty("params");
        return call.GetProperty("method").GetString() == "execute_kw" && call.GetProperty("args") is var arguments
            ? new ProxiedCall(arguments[3].GetString()!, arguments[4].GetString()!)
            : new ProxiedCall("", "");
    }
}
