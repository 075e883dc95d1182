using ShopFloorTwin.Core.Learning.Queues;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>What kind of plant a seed becomes.</summary>
public sealed record SimulationOptions
{
    public ulong Seed { get; init; } = 1;
    public string Site { get; init; } = "simulated";

    /// <summary>Orders of customers; each brings the orders of its made parts.</summary>
    public int Orders { get; init; } = 80;
    public int WorkCenters { get; init; } = 6;
    public int Products { get; init; } = 6;

    /// <summary>Levels of made products, 1 to 3.</summary>
    public int Levels { get; init; } = 2;

    /// <summary>Orders are released over so many days; none is known before.</summary>
    public int Days { get; init; } = 40;

    /// <summary>Planned work of the busiest work center per open minute.</summary>
    public double Load { get; init; } = 0.75;

    /// <summary>
    /// Lead time promised, per lead time planned with <see cref="FlowFactor"/>: drawn evenly from 75 % to 125 % of it.
    /// Below 1 more is promised than planned for.
    /// </summary>
    public double Tightness { get; init; } = 1;

    /// <summary>Planned lead time per planned minute of work, by the work centers' open hours.</summary>
    public double FlowFactor { get; init; } = 2.5;

    /// <summary>Share of all work that is bought for, with a promised date; the rest comes from stock.</summary>
    public double BoughtShare { get; init; } = 0.5;

    /// <summary>Of the logarithm of an operation's factor on its typical minutes.</summary>
    public double DurationSigma { get; init; } = 0.25;

    /// <summary>Of the logarithm of the typical factor of a routing step on its planned minutes.</summary>
    public double BiasSigma { get; init; } = 0.25;

    /// <summary>Working hours between breakdowns of a unit, in the mean; infinite: none. Drawn from half to double of it for each work center.</summary>
    public double HoursBetweenFailures { get; init; } = 80;
    public double RepairMedianMinutes { get; init; } = 120;
    public double RepairSigma { get; init; } = 0.7;

    /// <summary>Share of late lines, in the mean over suppliers, and by how much.</summary>
    public double LateShare { get; init; } = 0.2;
    public double MeanLateDays { get; init; } = 2.5;
    public double EarlyShare { get; init; } = 0.1;
    public double WarningProbability { get; init; } = 0.5;

    /// <summary>Probability of a piece to be spoilt in an operation, in the mean over steps.</summary>
    public double ScrapRate { get; init; } = 0.005;

    /// <summary>Probability of an order to be held by quality once.</summary>
    public double HoldProbability { get; init; } = 0.04;

    /// <summary>Minutes between the end of an operation and when the next may start, in the mean.</summary>
    public double TransportMinutes { get; init; }
    public QueueDiscipline Discipline { get; init; } = QueueDiscipline.Slack;

    /// <summary>
    /// A plant in which the stated priors are the truth: planned minutes right but for a tenth, nothing breaks, nothing is
    /// spoilt or held, suppliers as believed of one not known. What is then still wrong is the forecast's arithmetic.
    /// </summary>
    public static SimulationOptions Exact(ulong seed) => new()
    {
        Seed = seed,
        DurationSigma = 0.1,
        BiasSigma = 0,
        HoursBetweenFailures = double.PositiveInfinity,
        LateShare = 0.08,
        MeanLateDays = 2,
        EarlyShare = 0,
        WarningProbability = 0,
        ScrapRate = 0,
        HoldProbability = 0,
    };

    /// <summary>What is wrong with it; null: it can be simulated.</summary>
    public string? Problem() =>
        Orders is < 1 or > 100_000 ? "orders: 1 to 100,000"
        : WorkCenters is < 1 or > 500 ? "work centers: 1 to 500"
        : Products is < 1 or > 5_000 ? "products: 1 to 5,000"
        : Levels is < 1 or > 3 ? "levels: 1 to 3"
        : Days is < 1 or > 700 ? "days: 1 to 700"
        : Load is not (> 0 and < 1.5) ? "load: above 0, below 1.5"
        : null;
}
