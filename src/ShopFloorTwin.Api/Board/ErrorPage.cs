using ShopFloorTwin.Api.Http;

namespace ShopFloorTwin.Api.Board;

/// <summary>A problem, for a person.</summary>
internal static class ErrorPage
{
    public static Html Of(Problem problem) => Layout.Page(problem.Title, new Html(), new Html().Add($"""
        <section class="error">
        <h1>{problem.Title}</h1>
        <p>{problem.Detail}</p>
        <p><a href="/">To the board</a></p>
        <p class="hint">{problem.Status} · {problem.CorrelationId}</p>
        </section>
        """));
}
