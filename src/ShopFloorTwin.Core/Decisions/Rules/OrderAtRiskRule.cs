using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>
/// Orders at risk: an activity with the causes on each; on the worst of them alone when more than a few have the same root.
/// Those whose root another rule takes care of are named there and not here.
/// </summary>
internal static class OrderAtRiskRule
{
    /// <param name="look">The picture.</param>
    /// <param name="settings">Of the rule.</param>
    /// <param name="isCovered">Whether another rule takes care of a cause.</param>
    public static IEnumerable<Condition> Conditions(Look look, RuleSettings settings, Func<Cause, bool> isCovered)
    {
        var left = look.AtRisk.Where(one => one.Cause is not { } cause || !isCovered(cause)).ToList();
        foreach (var group in left.GroupBy(one => Root(one)))
        {
            // Those that have a decision of their own keep it: a fourth order does not take it away from the other three.
            var own = group.Where(one => look.Open.ContainsKey((RuleSettings.OrderAtRisk, one.Subject))).ToList();
            var others = group.Except(own).ToList();
            var isFolded = group.Key != null && others.Count > 0
                && (others.Count > settings.FoldAbove || look.Open.ContainsKey((RuleSettings.OrderAtRisk, group.Key)));
            foreach (var one in isFolded ? own : [.. own, .. others])
                yield return new Condition(RuleSettings.OrderAtRisk, one.Subject, Since(look, one), Severity(one), () => Draft(look, settings, one, [one]));
            if (isFolded)
                yield return new Condition(RuleSettings.OrderAtRisk, group.Key!, Since(look, others[0]), Severity(others[0]) + others.Count, () => Draft(look, settings, Bearer(look, group.Key!, others), others));
        }
    }

    private static string? Root(TroubledOrder one) => one.Cause is { } cause && cause.Subject != one.Subject ? cause.Subject : null;

    /// <summary>The order that bears the activity stays the same while it is among them.</summary>
    private static TroubledOrder Bearer(Look look, string root, List<TroubledOrder> orders)
    {
        var target = look.Open.TryGetValue((RuleSettings.OrderAtRisk, root), out var open) ? open.Proposal.Actions.FirstOrDefault()?.Target : null;
        var index = target is null ? -1 : orders.FindIndex(one => one.Subject == target);
        return index >= 0 ? orders[index] : orders[0];
    }

    private static DateTimeOffset? Since(Look look, TroubledOrder one) => look.Picture.Risks.Find(one.Order.Id)?.Since;

    private static double Severity(TroubledOrder one) => one.Forecast.LateProbability + one.Order.Priority;

    private static Draft Draft(Look look, RuleSettings settings, TroubledOrder one, IReadOnlyList<TroubledOrder> orders)
    {
        var order = one.Order;
        var risk = one.Risk == Risk.Late ? "late" : "at risk";
        var title = orders.Count == 1 ? $"{order.Id} is {risk}" : $"{orders.Count} orders are at risk for one reason, {order.Id} the most";
        var due = order.Due is { } promised ? $", due {look.Words.Date(promised)}," : "";
        var customer = order.Customer is null ? "" : $" for {order.Customer}";
        var forecast = $"{order.Id}{customer}{due} finishes {look.Words.Date(one.Forecast.P50)}, or by {look.Words.Date(one.Forecast.P80)} with 80 %: "
            + $"late with {Percent(one.Forecast.LateProbability)}.";
        var causes = string.Concat(one.Forecast.Causes.Take(3).Select(cause => $" {Percent(cause.Share)}: {cause.Text}."));
        var others = orders.Count > 1 ? $" The orders: {Look.List(orders.Select(other => other.Order.Id))}." : "";
        return new Draft(title, forecast + causes + others, $"{one.Risk} {one.Cause?.Kind} {one.Cause?.Subject}", one.Cause?.Event,
            [Rules.Draft.Activity(one.Subject, title, forecast + causes + others, look.Day(look.Now), settings.User)]);
    }

    private static string Percent(double share) => $"{Math.Round(share * 100).ToString(CultureInfo.InvariantCulture)} %";
}
