using System.Text;
using System.Text.Json;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Api.Board.Scenarios;

/// <summary>The edits of a scenario in words.</summary>
internal static class EditList
{
    private const int Shown = 2;

    /// <summary>The first ones, and how many more there are.</summary>
    public static string Short(JsonElement edits, string timeZone)
    {
        var words = Words(edits, timeZone);
        return string.Join("; ", words.Take(Shown)) + (words.Count > Shown ? $"; and {words.Count - Shown} more" : "");
    }

    public static Html All(JsonElement edits, string timeZone)
    {
        var list = new Html().Add($"<ul class=\"edits\">");
        foreach (var words in Words(edits, timeZone))
            list.Add($"<li>{words}</li>");
        return list.Add($"</ul>");
    }

    private static List<string> Words(JsonElement edits, string timeZone) =>
        [.. (EditReader.Read(Encoding.UTF8.GetBytes(edits.GetRawText())).Edits ?? []).Select(edit => EditWords.Of(edit, timeZone))];
}
