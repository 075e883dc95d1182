namespace ShopFloorTwin.LoadTests;

/// <summary>What a generated plant is like. The same options give the same plant.</summary>
/// <param name="Orders">Open orders, each with five operations.</param>
/// <param name="Load">Work before the last due date as a share of the capacity until then: 0.75 has 10-20 % of 10,000 orders at risk, 1.6 has most of them late.</param>
/// <param name="AsOf">The moment of the picture; due dates and receipts follow it.</param>
internal sealed record PlantOptions(int Orders, double Load, DateTimeOffset AsOf)
{
    public const double LightLoad = 0.4;
    public const double NormalLoad = 0.75;
    public const double Overload = 1.6;

    public string Site { get; init; } = "load";
    public int Seed { get; init; } = 20261102;

    /// <summary>For plants that no running process looks at.</summary>
    public static DateTimeOffset FixedAsOf { get; } = new(2026, 11, 2, 5, 0, 0, TimeSpan.Zero);

    /// <summary>For plants given to a silo on the wall clock: events must not lie ahead of it.</summary>
    public static DateTimeOffset RecentAsOf()
    {
        var now = DateTimeOffset.UtcNow;
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(-1);
    }
}
