namespace ShopFloorTwin.Core.Learning.Durations;

/// <summary>Whose durations: an operation of a product at a work center; empty product and operation: all of the work center; all empty: the site.</summary>
public readonly record struct DurationKey(string Product, string Operation, string WorkCenter)
{
    /// <summary>The whole site.</summary>
    public static DurationKey Site { get; } = new("", "", "");

    /// <summary>All that runs at a work center.</summary>
    public static DurationKey Of(string workCenter) => new("", "", workCenter);
}
