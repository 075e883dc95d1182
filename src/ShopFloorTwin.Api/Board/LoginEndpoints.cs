using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Api.Http;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Api.Board;

/// <summary><c>/login</c> takes a key and opens a session, <c>/logout</c> closes it. Both take forms of this origin only.</summary>
internal static class LoginEndpoints
{
    private const string Form = "application/x-www-form-urlencoded";

    public static void Map(IEndpointRouteBuilder routes)
    {
        BoardEndpoints.Page(routes.MapGet("/login", () => BoardPages.Page(LoginPage.Of(problem: null))), "getLogin");
        BoardEndpoints.Page(routes.MapPost("/login", LoginAsync), "postLogin");
        BoardEndpoints.Page(routes.MapPost("/logout", Logout), "postLogout");
    }

    private static async Task LoginAsync(HttpContext context, KeyRing keys, BoardSessions sessions, FailedAttempts failed, CancellationToken cancellation)
    {
        RequireSameOrigin(context.Request);
        MediaTypes.Require(context.Request, Form);
        var body = await RequestBody.ReadAsync(context, Limits.LoginBodyBytes, cancellation);
        var token = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body.Span))["key"].ToString().Trim();
        var address = context.Connection.RemoteIpAddress;
        if (failed.Wait(address, token) is { } wait)
            throw new ProblemException(Problems.TooManyFailures, wait);
        if (await keys.FindAsync(token, cancellation) is not { } key)
        {
            failed.Failed(address);
            await LoginPage.WriteAsync(context, "That key opens nothing. Keys begin with sft_ and may expire.");
            return;
        }
        failed.Succeeded(address, token);
        sessions.Open(context, key.KeyId);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
    }

    private static IResult Logout(HttpContext context, BoardSessions sessions)
    {
        RequireSameOrigin(context.Request);
        sessions.Close(context);
        context.Response.Headers.Location = "/login";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Browsers say where a form was sent from; whatever else calls has no session to abuse.</summary>
    private static void RequireSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var isForeign = site.Length > 0
            ? site is not ("same-origin" or "none")
            : origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
        if (isForeign)
            throw new ProblemException(Problems.Forbidden with { Detail = "This form is taken from its own page only." });
    }
}
