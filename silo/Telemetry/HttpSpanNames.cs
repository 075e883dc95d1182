using Microsoft.AspNetCore.Http.Features;

namespace ShopFloorTwin.Silo.Telemetry;

/// <summary>Names the spans of requests by method and route, as <c>POST /api/v1/sites/{site}/events</c>: the framework gives them all one name.</summary>
internal static class HttpSpanNames
{
    public const string RouteTag = "http.route";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span || context.GetEndpoint() is not RouteEndpoint endpoint)
            return;
        var route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
        span.SetTag(RouteTag, route);
        span.DisplayName = $"{context.Request.Method} {route}";
    }
}
