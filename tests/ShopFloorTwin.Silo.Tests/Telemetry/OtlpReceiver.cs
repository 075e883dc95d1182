using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ShopFloorTwin.Silo.Tests.Telemetry;

/// <summary>A collector that keeps what it is sent over OTLP/HTTP.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _traces = [];
    private readonly ConcurrentQueue<byte[]> _metrics = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.MapPost("/v1/traces", context => KeepAsync(context, receiver._traces));
        receiver._app.MapPost("/v1/metrics", context => KeepAsync(context, receiver._metrics));
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Names of a trace's spans: a span's encoding begins with the trace id (field 1).</summary>
    public IReadOnlySet<string> SpansOf(string traceId)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        byte[] mark = [0x0A, 16, .. Convert.FromHexString(traceId)];
        foreach (var body in _traces)
        {
            for (var at = body.AsSpan().IndexOf(mark); at >= 0;)
            {
                if (NameBehind(body, at + mark.Length) is { } name)
                    names.Add(name);
                var next = body.AsSpan(at + 1).IndexOf(mark);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
        return names;
    }

    /// <summary>Whether a text came in any trace, and in any metric.</summary>
    public (bool InTraces, bool InMetrics) Holds(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return (_traces.Any(body => body.AsSpan().IndexOf(bytes) >= 0), _metrics.Any(body => body.AsSpan().IndexOf(bytes) >= 0));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Walks over the span's fields (protobuf wire format) up to its name.</summary>
    private static string? NameBehind(byte[] body, int at)
    {
        const int Name = 5;
        while (at < body.Length)
        {
            var tag = Varint(body, ref at);
            switch (tag & 7)
            {
                case 0: Varint(body, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                case 2 when tag >> 3 == Name:
                    var length = Varint(body, ref at);
                    return Encoding.UTF8.GetString(body, at, length);
                case 2:
                    var skipped = Varint(body, ref at);
                    at += skipped;
                    break;
                default: return null;
            }
        }
        return null;
    }

    private static int Varint(byte[] body, ref int at)
    {
        var (value, shift) = (0, 0);
        byte one;
        do
        {
            one = body[at++];
            value |= (one & 0x7F) << shift;
            shift += 7;
        }
        while (one >= 0x80 && at < body.Length);
        return value;
    }

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<byte[]> kept)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        kept.Enqueue(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}
