using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Api.Board;

/// <summary>Asks for a key.</summary>
internal static class LoginPage
{
    /// <summary>Why the page is shown, for who came with a key in the address.</summary>
    public static string? Reason(HttpRequest request) => request.Query.ContainsKey("key")
        ? "This address has opened the board before, or its key is not valid. Enter a key instead."
        : null;

    public static Task WriteAsync(HttpContext context, string? problem) =>
        BoardPages.WriteAsync(context, StatusCodes.Status401Unauthorized, Of(problem));

    public static Html Of(string? problem)
    {
        var notice = problem is null ? new Html() : new Html().Add($"<p class=\"notice\" role=\"alert\">{problem}</p>");
        return Layout.Page("Open the board", new Html(), new Html().Add($"""
            <form class="login" method="post" action="/login">
            <h1>Open the board</h1>
            {notice}
            <label for="key">API key</label>
            <input id="key" name="key" type="password" autocomplete="current-password" required maxlength="512" autofocus>
            <button>Open</button>
            <p class="hint">The first key was printed once, when the server started for the first time.</p>
            </form>
            """));
    }
}
