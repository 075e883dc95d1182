namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>What a planner could have known at the split: planned minutes and lead time from what lay before it, nothing from behind it.</summary>
internal sealed class PlanFigures
{
    private const double NothingKnownMinutes = 60;
    private readonly Dictionary<string, double> minutes = [];
    private readonly double otherMinutes;

    private PlanFigures(DateTimeOffset split, IReadOnlyList<WorkedCase> finishedBefore, IReadOnlyList<WorkedCase> all)
    {
        var soFar = all.SelectMany(worked => worked.Operations).Where(operation => operation.Start < split)
            .Select(operation => (operation.Activity, Minutes: operation.MinutesBefore(split))).ToList();
        otherMinutes = Median(soFar.Select(operation => operation.Minutes)) ?? NothingKnownMinutes;
        foreach (var activity in soFar.GroupBy(operation => operation.Activity))
        {
            minutes[activity.Key] = Median(finishedBefore.SelectMany(worked => worked.Operations).Where(operation => operation.Activity == activity.Key).Select(operation => operation.Minutes))
                ?? Median(activity.Select(operation => operation.Minutes))!.Value;
        }
        LeadTime = TimeSpan.FromMinutes(Math.Round(Median(finishedBefore.Select(worked => (worked.End - worked.Start).TotalMinutes)) ?? 0));
    }

    /// <summary>Median time from a case's first start to its end; zero when no case was finished before the split.</summary>
    public TimeSpan LeadTime { get; }

    /// <param name="split">Nothing behind it is looked at.</param>
    /// <param name="all">All cases.</param>
    /// <param name="isFinished">Whether the log shows a case to its end.</param>
    public static PlanFigures Before(DateTimeOffset split, IReadOnlyList<WorkedCase> all, Func<WorkedCase, bool> isFinished) =>
        new(split, [.. all.Where(worked => worked.End < split && isFinished(worked))], all);

    /// <summary>
    /// Median worked minutes per case: over cases finished before the split, else over what was worked before it,
    /// else, for an activity not seen before, over all activities.
    /// </summary>
    public double MinutesOf(string activity) => Math.Round(minutes.GetValueOrDefault(activity, otherMinutes), 1);

    private static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
