using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Api.Http;

/// <summary>The media type of a body.</summary>
internal static class MediaTypes
{
    /// <summary>Without its parameters, in lower case; empty when there is none.</summary>
    public static string Of(HttpRequest request) =>
        (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    /// <exception cref="ProblemException">415: it is none of the allowed ones.</exception>
    public static string Require(HttpRequest request, params IReadOnlyList<string> allowed)
    {
        var given = Of(request);
        return allowed.Contains(given, StringComparer.Ordinal) ? given : throw Problems.WrongMediaType(given, allowed);
    }
}
