using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.LoadTests.Feeds;

namespace ShopFloorTwin.LoadTests.Hosting;

/// <summary>What the silo said to a batch of events.</summary>
internal sealed record Accepted(int Events, int Duplicates, int Rejected, long Position);

/// <summary>A site's picture and journal, with the state's hash where it was asked for.</summary>
internal sealed record SiteAnswer(long Position, long JournalPosition, string? StateHash);

/// <summary>The silo's HTTP contract, as far as the load needs it.</summary>
internal sealed class SiloClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Batch = new("application/cloudevents-batch+json");
    private readonly HttpClient _http;

    public SiloClient(Uri address, string key)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync("/health/ready", cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The status a request is answered with; 0: the connection broke without one.</summary>
    public async Task<int> StatusAsync(BadRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(request.Method, request.Path);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.MediaType);
        }
        try
        {
            using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public async Task ImportAsync(PlantDocument plant, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(PlantWriter.Write(plant));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _http.PutAsync($"/api/v1/sites/{plant.Site}/plant", body, cancellation);
        await RequireAsync(answer, cancellation);
    }

    /// <summary>Sends a batch; when the silo is overloaded, again after the time it names.</summary>
    /// <exception cref="HttpRequestException">Refused, or the connection broke.</exception>
    public async Task<Accepted> SendAsync(string site, EventBatch batch, CancellationToken cancellation)
    {
        while (true)
        {
            using var body = new ReadOnlyMemoryContent(batch.Body);
            body.Headers.ContentType = Batch;
            using var answer = await _http.PostAsync($"/api/v1/sites/{site}/events", body, cancellation);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100), cancellation);
                continue;
            }
            var json = await ReadAsync(answer, cancellation);
            return new Accepted(
                json.GetProperty("accepted").GetInt32(), json.GetProperty("duplicates").GetInt32(),
                json.GetProperty("rejected").GetArrayLength(), json.GetProperty("position").GetInt64());
        }
    }

    public async Task<SiteAnswer> SiteAsync(string site, bool withHash, CancellationToken cancellation)
    {
        var json = await GetAsync($"/api/v1/sites/{site}?hash={(withHash ? "true" : "false")}", cancellation);
        return new SiteAnswer(
            json.GetProperty("position").GetInt64(), json.GetProperty("journalPosition").GetInt64(),
            json.TryGetProperty("stateHash", out var hash) ? hash.GetString() : null);
    }

    /// <summary>Waits until the orders answer shows the position.</summary>
    public async Task VisibleAsync(string site, long position, CancellationToken cancellation)
    {
        while (await OrdersPositionAsync(site, cancellation) is not { } shown || shown < position)
            await Task.Delay(5, cancellation);
    }

    /// <summary>The position of the at-risk answer; null while there is none.</summary>
    public async Task<long?> OrdersPositionAsync(string site, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync($"/api/v1/sites/{site}/orders?risk=late,atRisk&limit=20", cancellation);
        return answer.IsSuccessStatusCode ? (await ReadAsync(answer, cancellation)).GetProperty("position").GetInt64() : null;
    }

    /// <summary>A JSON answer; null while there is none to have, or the silo is gone.</summary>
    public async Task<JsonElement?> TryGetAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(path, cancellation);
            return answer.IsSuccessStatusCode ? await ReadAsync(answer, cancellation) : null;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>Posts JSON under an idempotency key.</summary>
    /// <exception cref="HttpRequestException">Refused, or the connection broke.</exception>
    public async Task<JsonElement> PostAsync(string path, object body, string idempotencyKey, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", idempotencyKey } } };
        using var answer = await _http.SendAsync(message, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    /// <summary>Posts JSON and reads the whole answer, without looking into it.</summary>
    /// <returns>The status, and how many bytes there were.</returns>
    public async Task<(int Status, int Bytes)> AskAsync(string path, object body, CancellationToken cancellation)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellation);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(cancellation)).Length);
    }

    /// <summary>Good pieces over all work centers.</summary>
    public async Task<double> GoodAsync(string site, CancellationToken cancellation)
    {
        var good = 0.0;
        string? after = null;
        do
        {
            var next = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var page = await GetAsync($"/api/v1/sites/{site}/work-centers?limit=500{next}", cancellation);
            good += page.GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("good").GetDouble());
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        return good;
    }

    /// <summary>The body of an answer, for measuring.</summary>
    public async Task<byte[]> BytesAsync(string path, CancellationToken cancellation) => await _http.GetByteArrayAsync(path, cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(path, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await RequireAsync(answer, cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var document = await JsonDocument.ParseAsync(stream, default, cancellation);
        return document.RootElement.Clone();
    }

    private static async Task RequireAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{answer.RequestMessage!.RequestUri!.PathAndQuery}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation)}", null, answer.StatusCode);
        }
    }
}
