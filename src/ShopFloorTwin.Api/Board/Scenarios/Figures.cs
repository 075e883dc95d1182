using System.Globalization;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Api.Board.Scenarios;

/// <summary>Differences as a planner reads them: less lateness is good, and a difference that may be nothing is neither.</summary>
internal static class Figures
{
    // Less than this is rounding.
    private const double LeastOrders = 0.005, LeastMinutes = 0.5;

    public static string Orders(double value) => Math.Abs(value) < LeastOrders ? "0" : value.ToString("+0.00;−0.00", CultureInfo.InvariantCulture);

    public static string Lateness(double minutes) => Math.Abs(minutes) < LeastMinutes ? "0" : (minutes < 0 ? "−" : "+") + LocalTimes.Span(minutes);

    public static string Share(double? share) => share?.ToString("0 %", CultureInfo.InvariantCulture) ?? "–";

    public static string Money(double value, string currency) => $"{value.ToString("#,0", CultureInfo.InvariantCulture)} {currency}";

    /// <summary>Money more or less.</summary>
    public static string MoneyMore(double value, string currency) => $"{value.ToString("+#,0;−#,0;0", CultureInfo.InvariantCulture)} {currency}";

    /// <summary>What edits cost; nothing is known of most.</summary>
    public static string Cost(double? value, string currency) => value is { } known and not 0 ? Money(known, currency) : "–";

    /// <summary>The difference with its 95 % interval below it.</summary>
    public static Html Of(Difference? difference, Func<double, string> text) => difference is null ? new Html().Add($"–")
        : new Html().Add($"<span class=\"{Kind(difference)}\">{text(difference.Value)}</span><span class=\"sub\">{text(difference.Low)} to {text(difference.High)}</span>");

    /// <summary>Which way it surely goes.</summary>
    private static string Kind(Difference difference) => difference.High < 0 ? "better" : difference.Low > 0 ? "worse" : "same";
}
