using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Api.Board;

namespace ShopFloorTwin.Api.Http;

/// <summary>Writes a problem as the answer.</summary>
internal static class ProblemWriter
{
    // Letters of any language as they are: a problem is never sniffed as HTML.
    private static readonly ApiJson Json = new(new JsonSerializerOptions(ApiJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static async Task WriteAsync(HttpContext context, Problem problem, TimeSpan? retryAfter = null)
    {
        var response = context.Response;
        var told = problem with { CorrelationId = Correlation.Of(context) };
        if (retryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (BoardPages.Are(context))
        {
            await BoardPages.WriteAsync(context, problem.Status, ErrorPage.Of(told));
            return;
        }
        response.StatusCode = problem.Status;
        response.ContentType = Problem.MediaType;
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(told, Json.Problem), context.RequestAborted);
    }
}
