using System.Net;
using System.Net.Http.Headers;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>A whole HTTP answer.</summary>
internal sealed record HttpReply(HttpStatusCode Status, string? MediaType, byte[] Body, TimeSpan? RetryAfter, bool HasRedirect);

/// <summary>
/// Bytes to Odoo and back. Bodies always carry their length: Odoo's JSON-2 drops a chunked body without a word and runs the
/// method with no arguments. Redirects are answers (an unknown route leads to the login page), cookies are not kept, and no
/// connection is used twice: Odoo closes each, and a request on a connection that dies would be sent again by the handler itself.
/// </summary>
internal sealed class OdooHttp(OdooConnection connection, HttpMessageInvoker http, OdooPace pace, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly ProductInfoHeaderValue Agent = new("ShopFloorTwin", typeof(OdooHttp).Assembly.GetName().Version?.ToString(3));

    public static HttpMessageHandler NewHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = DecompressionMethods.All,
    };

    /// <summary>An address under the instance's.</summary>
    public Uri At(string path) => new($"{connection.Url.AbsoluteUri.TrimEnd('/')}{path}");

    /// <summary>Waits for the instance's turn, then sends, and waits for the whole answer at most <paramref name="timeout"/>.</summary>
    /// <exception cref="OdooHttpFault">No whole answer came.</exception>
    /// <exception cref="OdooBusyException">There was no turn; nothing was sent.</exception>
    public async ValueTask<HttpReply> SendAsync(
        HttpMethod method, string path, byte[]? body, IEnumerable<(string Name, string Value)> headers, TimeSpan timeout, CancellationToken cancellation)
    {
        using var turn = await pace.TakeAsync(cancellation);
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var request = new HttpRequestMessage(method, At(path));
        request.Headers.UserAgent.Add(Agent);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = Json;
        }
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var bytes = await ReadAsync(response.Content, either.Token);
            return new HttpReply(response.StatusCode, response.Content.Headers.ContentType?.MediaType, bytes, RetryAfter(response.Headers.RetryAfter), response.Headers.Location is not null);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new OdooHttpFault(HttpRequestError.Unknown, e, $"no answer within {timeout.TotalSeconds:0} s");
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new OdooHttpFault(HttpRequestError.ConnectionError, e, "no connection was made in time");
        }
        catch (HttpRequestException e)
        {
            throw new OdooHttpFault(e.HttpRequestError, e);
        }
        catch (IOException e)
        {
            throw new OdooHttpFault(HttpRequestError.ResponseEnded, e);
        }
    }

    private static async ValueTask<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await content.LoadIntoBufferAsync(Limits.OdooAnswerBytes, cancellation);
        return await content.ReadAsByteArrayAsync(cancellation);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)) : null);

    public void Dispose() => http.Dispose();
}

/// <summary>No whole answer came; <see cref="Sent"/> tells whether the request may have reached Odoo.</summary>
internal sealed class OdooHttpFault(HttpRequestError error, Exception cause, string? words = null) : Exception(words ?? Words(error), cause)
{
    public HttpRequestError Error { get; } = error;

    public bool Sent { get; } = error is not (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "the host's name is not known",
        HttpRequestError.ConnectionError => "nothing takes the connection",
        HttpRequestError.SecureConnectionError => "no secure connection can be made: the certificate or the TLS version is not accepted",
        HttpRequestError.ProxyTunnelError => "the proxy does not let the connection through",
        HttpRequestError.ConfigurationLimitExceeded => $"the answer is longer than {Limits.OdooAnswerBytes} bytes: ask for less at once",
        _ => "the connection was cut before the whole answer came",
    };
}
