namespace ShopFloorTwin.Intake.Smt2020;

/// <summary>How much of an SMT2020 model is simulated.</summary>
public sealed record Smt2020Options
{
    public string Site { get; init; } = "smt2020";

    /// <summary>Of chance: sampling, durations, breakdowns, rework.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Share of the lots, and of the tools that process them, above 0 up to 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Forecasts are made over so many days.</summary>
    public int Days { get; init; } = 30;

    /// <summary>So many more days are simulated for what was forecast to be done.</summary>
    public int SettleDays { get; init; } = 45;

    /// <summary>
    /// Lead time promised per lead time of the model's dates. The simplified fab is faster than the model was made for: with
    /// its own dates hardly a lot is late, and a late probability says nothing.
    /// </summary>
    public double DueShare { get; init; } = 0.92;

    /// <summary>What is wrong with it; null: it can be simulated.</summary>
    public string? Problem() =>
        Share is not (> 0 and <= 1) ? "share: above 0, up to 1"
        : DueShare is not (> 0 and <= 5) ? "share of the promised lead time: above 0, up to 5"
        : Days is < 1 or > 365 ? "days: 1 to 365"
        : SettleDays is < 0 or > 365 ? "settling days: 0 to 365"
        : null;
}
