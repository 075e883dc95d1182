using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ShopFloorTwin.Api.Board;

/// <summary>The pages a person looks at, and how they are answered.</summary>
internal static class BoardPages
{
    private const string MediaType = "text/html; charset=utf-8";

    /// <summary>A browser asks for a page of the board: it gets pages for errors, too.</summary>
    public static bool Are(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<BoardPage>() is not null
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static IResult Page(Html html) => Results.Content(html.ToString(), MediaType);

    public static Task WriteAsync(HttpContext context, int status, Html html)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        return context.Response.WriteAsync(html.ToString(), context.RequestAborted);
    }
}

/// <summary>Marks an endpoint as a page.</summary>
internal sealed class BoardPage;
