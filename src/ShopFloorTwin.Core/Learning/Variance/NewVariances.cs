using System.Globalization;

namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>What has changed about a row's variances within the weeks looked at: the clearest of its measures.</summary>
internal static class NewVariances
{
    /// <param name="done">By time.</param>
    public static NewVariance? Of(IReadOnlyList<VarianceItem> done)
    {
        var found = new[] { Find("work", done, WorkShare), Find("finish", done, item => item.Finish?.Actual), Find("scrap", done, item => item.Scrap?.Actual) };
        return found.OfType<(NewVariance New, double Statistic)>().OrderByDescending(one => one.Statistic).Select(one => one.New).FirstOrDefault();
    }

    // As a logarithm, so that twice as long and half as long are equally far.
    private static double? WorkShare(VarianceItem item) =>
        item.Work is { Planned: > 0, Actual: > 0 } work ? Math.Log(work.Actual.Value / work.Planned) : null;

    private static (NewVariance New, double Statistic)? Find(string measure, IReadOnlyList<VarianceItem> done, Func<VarianceItem, double?> value)
    {
        var series = done.Select(item => (At: item.At!.Value, Value: value(item))).Where(one => one.Value is not null).ToList();
        if (VarianceChange.Find([.. series.Select(one => one.Value!.Value)]) is not { } change)
            return null;
        var (before, after) = measure == "work" ? (Math.Exp(change.Before) - 1, Math.Exp(change.After) - 1) : (change.Before, change.After);
        var since = series[change.Place].At;
        var count = series.Count - change.Place;
        return (new NewVariance(measure, since, before, after, count, Words(measure, since, before, after, count)), change.Statistic);
    }

    private static string Words(string measure, DateTimeOffset since, double before, double after, int count)
    {
        var text = CultureInfo.InvariantCulture;
        var day = since.ToString("d MMMM yyyy", text);
        return measure switch
        {
            "work" => string.Create(text, $"Since {day} work takes {after:+0 %;-0 %;0 %} against plan ({count} done), before {before:+0 %;-0 %;0 %}."),
            "finish" => string.Create(text, $"Since {day} finishes are {after:0} minutes behind on average ({count} done), before {before:0}."),
            _ => string.Create(text, $"Since {day} {after:0.##} pieces are scrapped on average ({count} done), before {before:0.##}."),
        };
    }
}
