using System.Globalization;
using System.Text.Json;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Queues;

/// <summary>The dispatching rule a site is believed to work by.</summary>
/// <param name="Rule"><c>slack</c>, <c>dueDate</c>, <c>firstCome</c> or <c>shortest</c>.</param>
/// <param name="Choices">Seen: one was taken up before another that waited as well.</param>
/// <param name="Explained">Share of them the rule explains; null: none was seen.</param>
public sealed record QueueBeliefView(string Rule, int Choices, double? Explained, string Text)
{
    /// <summary>What the twins show.</summary>
    public static QueueBeliefView Of(SiteTwins twins)
    {
        var seen = ObservedDiscipline.Of(twins);
        var rule = JsonNamingPolicy.CamelCase.ConvertName(seen.Discipline.ToString());
        var explained = seen.Pairs == 0 ? (double?)null : seen.Concordance[(int)seen.Discipline];
        return new QueueBeliefView(rule, seen.Pairs, explained, explained is null ? $"work is taken to go by {rule}: no choice was seen yet"
            : string.Create(CultureInfo.InvariantCulture, $"work goes by {rule}, which explains {explained:P0} of {seen.Pairs} choices seen"));
    }
}
