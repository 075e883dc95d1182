namespace ShopFloorTwin.Core.Learning.Durations;

/// <summary>Whose durations: an operation of a product at a work center; empty product and operation: all of the work center; all empty: the site.</summary>
public readonly record struct DurationKey(string Product, string Operation, string WorkCenter)
{
    /// <summary>The whole site.</summary>
    public static DurationKey Site { get; } = new("", "", "");

    /// <summary>All that runs at a work center.</summary>
    public static DurationKey Of(string workCenter) => new("", "", workCenter);
}

/// <summary>Finds keys by what tells them apart: an operation of a product hardly ever runs at two work centers.</summary>
internal sealed class DurationKeys : IEqualityComparer<DurationKey>
{
    public static DurationKeys Comparer { get; } = new();

    public bool Equals(DurationKey x, DurationKey y) => x == y;

    public int GetHashCode(DurationKey key) =>
        key.Product.Length == 0 ? HashOf(key.WorkCenter) : HashCode.Combine(HashOf(key.Product), HashOf(key.Operation));

    private static int HashOf(string id) => StringComparer.Ordinal.GetHashCode(id);
}
