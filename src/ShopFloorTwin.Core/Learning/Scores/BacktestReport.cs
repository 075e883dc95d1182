namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>What a walk through a log, forward in time, found: the twin beside what a planner would have used instead.</summary>
public sealed record BacktestReport
{
    /// <summary>Of the log: <c>eventLog</c>, <c>deliveries</c> or <c>simulation</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What was forecast, in words.</summary>
    public required string Target { get; init; }

    /// <summary>Of losses and errors: <c>minutes</c> or <c>days</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>First and last moment of a forecast that is scored.</summary>
    public required DateTimeOffset? From { get; init; }
    public required DateTimeOffset? To { get; init; }

    /// <summary>Forecasts made, from <see cref="From"/> on.</summary>
    public required int Forecasts { get; init; }

    /// <summary>Of them those whose actual the log cuts off: scored as far as the log goes, or only counted; <see cref="Assumptions"/> say which.</summary>
    public required int Censored { get; init; }

    /// <summary>What was taken plainly that the log does not say.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>The twin first, then the baselines.</summary>
    public required IReadOnlyList<MethodScore> Methods { get; init; }

    /// <summary>Of the twin, where the log is of several plants that know nothing of each other; null: it is of one.</summary>
    public PlantSpread? Plants { get; init; }
}

/// <summary>
/// How sure the twin's figures are. Orders of one plant are late together, so that the plants are the independent observations:
/// standard errors are between plants (ratio estimate; jackknife for the skill).
/// </summary>
/// <param name="Count">Plants with something scored.</param>
/// <param name="CoverageError">Standard error of the coverage.</param>
/// <param name="SkillError">Standard error of the late probability's skill.</param>
public sealed record PlantSpread(int Count, ByLevel CoverageError, double? SkillError);

/// <summary>One way to forecast and how right it was.</summary>
/// <param name="Name">Stable: <c>twin</c>, <c>promisedDate</c>, <c>historicalMean</c>, <c>historicalQuantiles</c>, <c>lastForecast</c>…</param>
/// <param name="Text">What it is.</param>
/// <param name="All">Over all months.</param>
/// <param name="Months">By the month the forecast was made in.</param>
public sealed record MethodScore(string Name, string Text, ScoreFigures All, IReadOnlyList<MonthScore> Months)
{
    /// <summary>
    /// Over those alone whose actual the log shows, taken as they are; null: it shows all. Such figures favour forecasts
    /// that are too early: what takes long is more often cut off.
    /// </summary>
    public ScoreFigures? EndedOnly { get; init; }
}

/// <summary>A month of a method; <paramref name="Month"/> as 2012-03.</summary>
public sealed record MonthScore(string Month, ScoreFigures Score);

/// <summary>Figures of forecasts that were scored.</summary>
/// <param name="Count">Scored.</param>
/// <param name="Coverage">Share of actuals at or below the quantile.</param>
/// <param name="Pinball">Mean pinball loss.</param>
/// <param name="Crps">Continuous ranked probability score.</param>
/// <param name="MeanAbsoluteError">Of the median.</param>
/// <param name="Late">Of the late probability, where there is a due date.</param>
public sealed record ScoreFigures(int Count, ByLevel Coverage, ByLevel Pinball, double? Crps, double? MeanAbsoluteError, LateFigures? Late)
{
    /// <summary>The figures of tallies; null where nothing was scored.</summary>
    public static ScoreFigures Of(ScoreTally tally, ProbabilityTally late) => new(
        (int)tally.Count,
        ByLevel.Of(tally.Levels, tally.Coverage),
        ByLevel.Of(tally.Levels, tally.Loss),
        Known(tally.Crps),
        Known(tally.MeanAbsoluteError),
        LateFigures.Of(late));

    internal static double? Known(double figure) => double.IsFinite(figure) ? figure : null;
}

/// <summary>A figure at three levels; null: nothing was scored.</summary>
public sealed record ByLevel(double? P50, double? P80, double? P95)
{
    internal static ByLevel Of(ScoreLevels levels, Func<int, double> figure) => new(
        ScoreFigures.Known(figure(levels.P50)), ScoreFigures.Known(figure(levels.P80)), ScoreFigures.Known(figure(levels.P95)));
}

/// <summary>Figures of the late probability.</summary>
public sealed record LateFigures(int Count, double Brier, double BaseRate, double? Skill, IReadOnlyList<ReliabilityBin> Reliability)
{
    /// <summary>The figures of a tally; null where nothing was scored.</summary>
    public static LateFigures? Of(ProbabilityTally late) => late.Count == 0 ? null : new LateFigures(
        (int)late.Count, late.Brier, late.BaseRate, ScoreFigures.Known(late.Skill),
        [.. late.Reliability().Select(bin => new ReliabilityBin((int)bin.Count, bin.Said, bin.Came))]);
}

/// <summary>How often about <paramref name="Said"/> was said, and the share that came late.</summary>
public sealed record ReliabilityBin(int Count, double Said, double Came);
