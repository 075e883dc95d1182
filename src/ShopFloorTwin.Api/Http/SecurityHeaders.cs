using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Api.Http;

/// <summary>Headers of every answer: nothing is guessed, framed, cached or run that was not meant to be.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Write(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Write(context.Response.Headers);
        return next(context);
    }
}
