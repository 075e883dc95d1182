namespace ShopFloorTwin.Core.Learning.Yields;

/// <summary>Whose yield: an operation of a product; empty product: the operation whatever it makes; both empty: the site.</summary>
public readonly record struct YieldKey(string Product, string Operation)
{
    public static YieldKey Site { get; } = new("", "");

    public static YieldKey Of(string operation) => new("", operation);
}

/// <summary>
/// Pieces that came good and that were scrapped in an operation. What is older by <see cref="PeriodDays"/> weighs half: by whole
/// periods, so that sums are exact whatever order reports come in. Fixed size.
/// </summary>
public sealed record YieldModel
{
    public const int PeriodDays = 60;

    public required YieldKey Key { get; init; }

    /// <summary>The newest period heard of, of <see cref="PeriodDays"/> days since the year 1.</summary>
    public int Period { get; init; }
    public double Good { get; init; }
    public double Scrap { get; init; }

    /// <summary>Orders they are of.</summary>
    public double Orders { get; init; }

    internal static int PeriodOf(DateTimeOffset time) => (int)(time.UtcTicks / (TimeSpan.TicksPerDay * PeriodDays));

    internal YieldModel With(double good, double scrap, int orders, int period)
    {
        if (period == Period)
            return this with { Good = Good + good, Scrap = Scrap + scrap, Orders = Orders + orders };
        var newest = Math.Max(period, Period);
        var (kept, weight) = (Math.ScaleB(1, Math.Max(-60, Period - newest)), Math.ScaleB(1, Math.Max(-60, period - newest)));
        return this with
        {
            Period = newest,
            Good = Good * kept + good * weight,
            Scrap = Scrap * kept + scrap * weight,
            Orders = Orders * kept + orders * weight,
        };
    }
}
