using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Learning.Queues;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>What is really so in a simulated plant, and what the twin has to find out: the planner's document does not say it.</summary>
public sealed record KnownTruth
{
    public required ulong Seed { get; init; }

    /// <summary>Who goes first where work waits.</summary>
    public required QueueDiscipline Discipline { get; init; }

    /// <summary>By routing step: the factor on planned minutes.</summary>
    public required IReadOnlyList<DurationTruth> Durations { get; init; }

    /// <summary>By work center: what takes units out.</summary>
    public required IReadOnlyList<OutageTruth> Outages { get; init; }
    public required IReadOnlyList<SupplierTruth> Suppliers { get; init; }

    /// <summary>Probability that an order is held once, and minutes of the hold, around the clock.</summary>
    public double HoldProbability { get; init; }
    public Distribution HoldMinutes { get; init; } = Distribution.None;

    /// <summary>Minutes between the end of an operation and when the next may start.</summary>
    public Distribution TransportMinutes { get; init; } = Distribution.None;
}

/// <summary>How long a step really takes, as a factor on its planned minutes, and what is spoilt.</summary>
/// <param name="Factor">Drawn for each operation.</param>
/// <param name="Scrap">Probability of a piece to be spoilt.</param>
/// <param name="Rework">Probability that the order goes back, and to which operation.</param>
public sealed record DurationTruth(string Product, string Operation, string WorkCenter, Distribution Factor, double Scrap = 0, Rework? Rework = null);

/// <summary>Back to an earlier operation of the same order.</summary>
public sealed record Rework(double Probability, string Operation);

/// <summary>What takes a unit of a work center out, again and again.</summary>
/// <param name="Clock">What the time in between is counted by.</param>
/// <param name="Between">Minutes from one end to the next start.</param>
/// <param name="First">Minutes to the first; null: as in between.</param>
/// <param name="Lasts">Minutes around the clock.</param>
/// <param name="UnitsAtOnce">Units of capacity that are one machine and stop together.</param>
public sealed record OutageTruth(
    string WorkCenter, OutageClock Clock, Distribution Between, Distribution Lasts, string Reason, Distribution? First = null, int UnitsAtOnce = 1);

/// <summary>What time between outages is counted by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutageClock>))]
public enum OutageClock
{
    /// <summary>Minutes the unit works.</summary>
    [JsonStringEnumMemberName("work")] Work,

    /// <summary>Minutes around the clock.</summary>
    [JsonStringEnumMemberName("wall")] Wall,
}

/// <summary>How a supplier delivers: on time, else some days early or late.</summary>
/// <param name="WarningProbability">That a late line is told of beforehand, with a new date that is right.</param>
public sealed record SupplierTruth(string Supplier, double EarlyProbability, double MeanEarlyDays, double LateProbability, double MeanLateDays, double WarningProbability);

/// <summary>A distribution with one or two figures.</summary>
/// <param name="A">The value, median, mean or middle.</param>
/// <param name="B">Sigma of a log-normal's logarithm, half the width of a uniform.</param>
public sealed record Distribution(DistributionKind Kind, double A, double B = 0)
{
    /// <summary>Always 0.</summary>
    public static Distribution None { get; } = new(DistributionKind.Constant, 0);

    public double Mean => Kind == DistributionKind.LogNormal ? A * Math.Exp(B * B / 2) : A;

    public double Draw(Chance chance) => Kind switch
    {
        DistributionKind.LogNormal => chance.LogNormal(A, B),
        DistributionKind.Exponential => chance.Exponential(A),
        DistributionKind.Uniform => chance.Uniform(A - B, A + B),
        _ => A,
    };
}

/// <summary>Kinds of <see cref="Distribution"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DistributionKind>))]
public enum DistributionKind
{
    [JsonStringEnumMemberName("constant")] Constant,
    [JsonStringEnumMemberName("logNormal")] LogNormal,
    [JsonStringEnumMemberName("exponential")] Exponential,
    [JsonStringEnumMemberName("uniform")] Uniform,
}
