using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Access;

/// <summary>
/// Who looks at the board in a browser: a random id in a cookie, the key behind it kept here.
/// Such a session may only read, so no other page can make it do anything.
/// </summary>
internal sealed class BoardSessions(TimeProvider clock)
{
    public const string Cookie = "sft_session";
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private const int IdBytes = 32;

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>Opens a session for a key and sets its cookie.</summary>
    public void Open(HttpContext context, string keyId)
    {
        if (_sessions.Count >= Limits.BoardSessions)
            DropOldest();
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        _sessions[id] = new Session(keyId, clock.GetUtcNow() + Life);
        context.Response.Cookies.Append(Cookie, id, Options(context, Life));
    }

    /// <summary>The key behind the call's cookie; null without one, or when it has expired.</summary>
    public string? KeyId(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } id || !_sessions.TryGetValue(id, out var session))
            return null;
        if (session.ExpiresAt > clock.GetUtcNow())
            return session.KeyId;
        _sessions.TryRemove(id, out _);
        return null;
    }

    public void Close(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is { } id)
            _sessions.TryRemove(id, out _);
        context.Response.Cookies.Delete(Cookie, Options(context, life: null));
    }

    private void DropOldest()
    {
        foreach (var (id, _) in _sessions.OrderBy(session => session.Value.ExpiresAt).Take(Limits.BoardSessions / 10))
            _sessions.TryRemove(id, out _);
    }

    private static CookieOptions Options(HttpContext context, TimeSpan? life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = life,
    };

    private sealed record Session(string KeyId, DateTimeOffset ExpiresAt);
}
