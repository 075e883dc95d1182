using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>What variances are summed up by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VarianceBy>))]
public enum VarianceBy
{
    [JsonStringEnumMemberName("order")] Order,
    [JsonStringEnumMemberName("workCenter")] WorkCenter,
    [JsonStringEnumMemberName("product")] Product,
    [JsonStringEnumMemberName("supplier")] Supplier,
    [JsonStringEnumMemberName("week")] Week,
}

/// <summary>Which variances.</summary>
public sealed record VarianceQuery(VarianceBy By, string? After = null, int Limit = 50);

/// <summary>
/// Planned against predicted against actual. What is done is of the last <see cref="Limits.VarianceWeeks"/> weeks, and compared with what was
/// foreseen by its first forecast; what is open, with the present one.
/// </summary>
public sealed record VarianceView
{
    public required VarianceBy By { get; init; }

    /// <summary>Of the order, work center, product or supplier; of a week as 2026-W45 (ISO 8601).</summary>
    public required string Id { get; init; }
    public required string? Name { get; init; }

    /// <summary>Null: nothing is done.</summary>
    public required VarianceSet? Done { get; init; }

    /// <summary>Null: nothing is open.</summary>
    public required VarianceSet? Open { get; init; }

    /// <summary>A change within those weeks; null: none that stands out.</summary>
    public required NewVariance? New { get; init; }
}

/// <summary>Variances of one order, or of several summed up.</summary>
/// <param name="Count">Orders; operations of a work center; purchase order lines of a supplier.</param>
/// <param name="Finish">Minutes behind the first agreed plan (of a supplier, behind due); of several, their mean.</param>
/// <param name="Work">Working minutes.</param>
/// <param name="Scrap">Pieces.</param>
/// <param name="Cost">Work by the work centers' hourly cost, and scrap by the product's cost, in the site's currency.</param>
public sealed record VarianceSet(int Count, VarianceFigures? Finish, VarianceFigures? Work, VarianceFigures? Scrap, VarianceFigures? Cost);

/// <summary>One measure.</summary>
/// <param name="Planned">By the plan.</param>
/// <param name="Predicted">What it was, or is, expected to be.</param>
/// <param name="Actual">Null: open.</param>
/// <param name="Variance">Actual, or else the predicted median, less planned.</param>
public sealed record VarianceFigures(double Planned, ForeseenFigures? Predicted, double? Actual, double? Variance);

/// <summary>Quantiles of what is expected.</summary>
public sealed record ForeseenFigures(double P10, double P50, double P80, double P95);

/// <summary>A variance that is not as it was.</summary>
/// <param name="Measure"><c>work</c> (share above planned), <c>finish</c> (minutes behind) or <c>scrap</c> (pieces).</param>
/// <param name="Since">First one that is otherwise.</param>
/// <param name="Before">Mean before.</param>
/// <param name="After">Mean since.</param>
/// <param name="Count">Since.</param>
/// <param name="Text">In words.</param>
public sealed record NewVariance(string Measure, DateTimeOffset Since, double Before, double After, int Count, string Text);
