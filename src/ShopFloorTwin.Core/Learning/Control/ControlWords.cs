using System.Globalization;

namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>A chart in the words of who looks after the machine.</summary>
internal static class ControlWords
{
    private static readonly (RunRule Rule, string Text)[] Rules =
    [
        (RunRule.SixTrending, "six points in a row go one way"),
        (RunRule.NineOnOneSide, "nine in a row lie on one side"),
        (RunRule.FourteenAlternating, "fourteen in a row go up and down in turn"),
        (RunRule.FifteenWithinOne, "fifteen in a row lie within one sigma"),
        (RunRule.EightBeyondOne, "eight in a row lie beyond one sigma"),
    ];

    /// <summary>What is wrong, with figures.</summary>
    /// <param name="chart">With a signal.</param>
    /// <param name="isLogarithm">What it charts is the logarithm of what is measured.</param>
    public static string Signal(ControlChart chart, bool isLogarithm)
    {
        var signal = chart.Signal!;
        var sigma = Math.Abs(signal.Sigmas).ToString("0.0", CultureInfo.InvariantCulture);
        var text = signal.Fault switch
        {
            ControlFault.Shift => $"{chart.Characteristic} has shifted {(signal.Sigmas < 0 ? "down" : "up")} by {sigma} sigma",
            ControlFault.Spread => $"{chart.Characteristic} scatters: {ControlLimits.Outliers} of {ControlLimits.OutlierPoints} points were beyond 3 sigma",
            _ => $"{chart.Characteristic} follows a pattern chance does not make",
        };
        var rules = string.Join(", ", Rules.Where(rule => chart.Rules.Broken.HasFlag(rule.Rule)).Select(rule => rule.Text));
        return $"{text}; lately {Value(chart, chart.Baseline.Mean + chart.Level * chart.Baseline.Sigma, isLogarithm)}, in control {Normal(chart, isLogarithm)}{(rules.Length > 0 ? $"; {rules}" : "")}";
    }

    /// <summary>Where a characteristic lies when it is in control.</summary>
    public static string Normal(ControlChart chart, bool isLogarithm)
    {
        var baseline = chart.Baseline;
        return isLogarithm
            ? $"{Value(chart, baseline.Mean, true)} ± {(baseline.Sigma * 100).ToString("0", CultureInfo.InvariantCulture)} %"
            : $"{Number(baseline.Mean)} ± {Value(chart, baseline.Sigma, false)}";
    }

    private static string Value(ControlChart chart, double value, bool isLogarithm) =>
        $"{Number(isLogarithm ? Math.Exp(value) : value)}{(chart.Uom is { } uom ? " " + uom : "")}";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
