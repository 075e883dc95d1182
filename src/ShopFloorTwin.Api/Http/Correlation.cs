using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Api.Http;

/// <summary>The id a call is found by, from the machine's event to the write in the ERP.</summary>
internal static class Correlation
{
    public const string Header = "X-Correlation-Id";
    private const int CharsMax = 128;

    /// <summary>The caller's own id when it is fit to be logged, otherwise the id of the trace.</summary>
    public static string Begin(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        var id = IsFit(given) ? given : Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("n");
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        Activity.Current?.SetTag("shopfloortwin.correlation_id", id);
        return id;
    }

    public static string Of(HttpContext context) => context.TraceIdentifier;

    /// <summary>The trace the events of this call belong to; null when there is none.</summary>
    public static string? TraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    private static bool IsFit(string id) =>
        id.Length is > 0 and <= CharsMax && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
