using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Http;

/// <summary>The header <c>Idempotency-Key</c> of a call that changes something.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <exception cref="ProblemException">400: too long, or with characters that are not visible ASCII.</exception>
    public static string? Of(HttpRequest request)
    {
        var key = request.Headers[Header].ToString();
        if (key.Length == 0)
            return null;
        return key.Length <= Limits.IdempotencyKeyChars && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : throw Problems.BadRequest($"'{Header}' has at most {Limits.IdempotencyKeyChars} visible ASCII characters.");
    }
}
