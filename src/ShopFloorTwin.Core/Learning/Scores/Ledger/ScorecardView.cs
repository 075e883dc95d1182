using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Learning.Queues;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>Which scores.</summary>
/// <param name="From">First month, <c>12 * year + month - 1</c>, of when forecasts were made; null: the oldest kept.</param>
/// <param name="To">Last month; null: the newest.</param>
/// <param name="Horizon">Forecasts taken for it alone; null: all, each once.</param>
public sealed record ScorecardQuery(int? From = null, int? To = null, ScoreHorizon? Horizon = null);

/// <summary>How right the forecasts of a site were, beside what a planner would have gone by instead.</summary>
public sealed record ScorecardView
{
    public required string Site { get; init; }

    /// <summary>Forecasts scored, of those asked for.</summary>
    public required int Scored { get; init; }

    /// <summary>Forecasts kept that wait for their order's finish.</summary>
    public required int Pending { get; init; }

    /// <summary>Forecasts kept of orders that were cancelled or vanished, since scores are kept: never scored.</summary>
    public required long Dropped { get; init; }

    /// <summary>Forecasts made after a finish that was reported late, since scores are kept: not scored.</summary>
    public required long AfterTheFact { get; init; }

    /// <summary>Of losses and errors.</summary>
    public string Unit { get; init; } = "minutes";

    /// <summary>The twin first, then the baselines.</summary>
    public required IReadOnlyList<MethodCard> Methods { get; init; }

    /// <summary>Of the twin's late probability; null: nothing with a due date was scored.</summary>
    public required LateFigures? Late { get; init; }

    /// <summary>What has changed about the forecasts and is not over, whatever months are asked for.</summary>
    public required IReadOnlyList<Drift> Drift { get; init; }

    /// <summary>Who is believed to go first where work waits; null: not asked of the live site.</summary>
    public QueueBeliefView? Queue { get; init; }

    /// <summary>How forecasts are corrected now, by how far away the finish is; empty: they are not.</summary>
    public IReadOnlyList<CorrectionView> Corrections { get; init; } = [];
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>One way to forecast and how right it was.</summary>
/// <param name="Name">Stable: <c>twin</c>, <c>plannedDate</c>, <c>promisedDate</c>, <c>historicalMean</c>, <c>historicalQuantiles</c>, <c>lastForecast</c>.</param>
/// <param name="Text">What it is.</param>
/// <param name="All">Over all that is asked for.</param>
/// <param name="Twin">The twin on the very same forecasts: what to compare with, for not every forecast has every baseline.</param>
/// <param name="Months">By the month the forecast was made in.</param>
/// <param name="Horizons">By the moment of the order's life.</param>
public sealed record MethodCard(
    string Name, string Text, ScoreFigures All, ScoreFigures Twin, IReadOnlyList<MonthScore> Months, IReadOnlyList<HorizonScore> Horizons);

/// <summary>A horizon of a method.</summary>
public sealed record HorizonScore(ScoreHorizon Horizon, ScoreFigures Score);
