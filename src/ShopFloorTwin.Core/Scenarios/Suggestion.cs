using System.Text.Json;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>A single change that would help, tried on the same samples as the forecast. Never applied by itself.</summary>
public sealed record Suggestion
{
    /// <summary>The change, as an edit of a what-if.</summary>
    public required JsonElement Edit { get; init; }

    /// <summary>The change and what it gains, in words.</summary>
    public required string Text { get; init; }

    /// <summary>The order asked about, or without one the order it helps most.</summary>
    public required OrderGain Order { get; init; }

    /// <summary>Minutes of expected lateness less, over all orders of the site; what it adds to some is taken off.</summary>
    public required double MinutesSaved { get; init; }

    /// <summary>Orders that are late with at least the threshold of at risk before, and with less after.</summary>
    public required IReadOnlyList<string> OrdersRescued { get; init; }

    /// <summary>The other way round.</summary>
    public required IReadOnlyList<string> OrdersHarmed { get; init; }

    /// <summary>Orders whose expected lateness grows by a minute or more.</summary>
    public required int OrdersLater { get; init; }

    /// <summary>Value of orders times the fall of their late probability, in the site's currency; orders without a value count nothing.</summary>
    public required double ValueRescued { get; init; }

    /// <summary>In the site's currency: hours of a shift or of a moved operation by cost per hour; null: not known.</summary>
    public required double? Cost { get; init; }

    /// <summary>What it is ranked by: see <see cref="SuggestionScore"/>.</summary>
    public required double Score { get; init; }

    /// <summary>The picture it was tried on: the answer's own, or an earlier one that nothing relevant has changed since.</summary>
    public required DateTimeOffset TriedAsOf { get; init; }
    public required long TriedPosition { get; init; }
}

/// <summary>An order before and after.</summary>
public sealed record OrderGain(string Order, double LateProbabilityBefore, double LateProbabilityAfter, double MinutesBefore, double MinutesAfter);
