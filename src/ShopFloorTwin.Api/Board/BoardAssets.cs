using Microsoft.AspNetCore.Http;

namespace ShopFloorTwin.Api.Board;

/// <summary>The board's script and style, built into the assembly.</summary>
internal static class BoardAssets
{
    public static IResult Script { get; } = Results.Text(Read("board.js"), "text/javascript; charset=utf-8");
    public static IResult Style { get; } = Results.Text(Read("board.css"), "text/css; charset=utf-8");

    private static string Read(string name)
    {
        using var stream = typeof(BoardAssets).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
