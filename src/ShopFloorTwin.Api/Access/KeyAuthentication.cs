using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ShopFloorTwin.Api.Board;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Access;

/// <summary>Finds out who calls: by bearer key, by the board's session cookie, or once by <c>/?key=</c>.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder,
    KeyRing keys, BoardSessions sessions, FailedAttempts failed)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "key";
    private const string Bearer = "Bearer ";
    private TimeSpan? _wait;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return Result(await ByTokenAsync(header[Bearer.Length..].Trim()));
        if (!HttpMethods.IsGet(Request.Method))
            return AuthenticateResult.NoResult();
        if (sessions.KeyId(Context) is { } keyId && await keys.GoodAsync(keyId, Context.RequestAborted) is { } known)
            return Result(known);
        if (Request.Path == "/" && Request.Query["key"].ToString() is { Length: > 0 } token)
            return Result(await OpenBoardAsync(token));
        return AuthenticateResult.NoResult();
    }

    private async ValueTask<StoredKey?> OpenBoardAsync(string token)
    {
        if (await ByTokenAsync(token) is not { } key || !await keys.OpenBoardAsync(key, Context.RequestAborted))
            return null;
        sessions.Open(Context, key.KeyId);
        return key;
    }

    private async ValueTask<StoredKey?> ByTokenAsync(string token)
    {
        var address = Context.Connection.RemoteIpAddress;
        _wait = failed.Wait(address, token);
        if (_wait is not null)
            return null;
        var key = await keys.FindAsync(token, Context.RequestAborted);
        if (key is null)
            failed.Failed(address);
        else
            failed.Succeeded(address, token);
        return key;
    }

    private static AuthenticateResult Result(StoredKey? key) => key is null
        ? AuthenticateResult.Fail("The key opens nothing.")
        : AuthenticateResult.Success(new AuthenticationTicket(Caller.Of(key).ToPrincipal(SchemeName), SchemeName));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_wait is { } wait)
            return ProblemWriter.WriteAsync(Context, Problems.TooManyFailures, wait);
        if (BoardPages.Are(Context))
            return LoginPage.WriteAsync(Context, LoginPage.Reason(Request));
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"shopfloortwin\"";
        return ProblemWriter.WriteAsync(Context, Problems.Unauthenticated);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, Problems.Forbidden);
}
