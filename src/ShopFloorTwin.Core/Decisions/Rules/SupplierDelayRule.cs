using System.Globalization;
using ShopFloorTwin.Core.Suppliers;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>A purchase order that comes later than due: a note and an activity on it; and where orders suffer, a proposal for another source.</summary>
internal static class SupplierDelayRule
{
    public static IEnumerable<Condition> Delays(Look look, RuleSettings settings)
    {
        foreach (var (order, supplier, lines) in Delayed(look, settings.LimitMinutes))
        {
            var subject = "purchase-order/" + order;
            yield return new Condition(RuleSettings.SupplierDelay, subject, lines.Max(line => line.AnnouncedAt ?? line.ConfirmedAt), lines.Max(Minutes),
                () => Draft(look, settings, subject, supplier, lines));
        }
    }

    /// <summary>Another supplier that has delivered the product, for what orders at risk wait for.</summary>
    public static IEnumerable<Condition> OtherSources(Look look, RuleSettings settings)
    {
        foreach (var (order, supplier, lines) in Delayed(look, settings.LimitMinutes))
        {
            var subject = "purchase-order/" + order;
            if (look.AtRiskFrom(subject).Count == 0)
                continue;
            foreach (var line in lines)
            {
                if (Other(look, supplier.Id, line.Product) is { } other)
                    yield return new Condition(RuleSettings.OtherSource, $"{subject}/{line.Line}", null, Minutes(line), () => Draft(look, subject, other, line));
            }
        }
    }

    private static IEnumerable<(string Order, SupplierTwin Supplier, List<SupplyLine> Lines)> Delayed(Look look, double limitMinutes) =>
        from pair in look.OpenLines()
        where Minutes(pair.Line) > limitMinutes
        group pair by pair.Line.PurchaseOrder into order
        select (order.Key, order.First().Supplier, order.Select(pair => pair.Line).ToList());

    private static double Minutes(SupplyLine line) => line.Due is { } due && line.Expected is { } expected ? (expected - due).TotalMinutes : 0;

    private static SupplierTwin? Other(Look look, string supplier, string product) =>
        look.Twins.Suppliers.Where(one => one.Id != supplier && one.Lines.Any(line => line.Product == product)).MaxBy(OnTime);

    private static double OnTime(SupplierTwin supplier) => supplier.Deliveries == 0 ? 0 : (double)supplier.DeliveredOnTime / supplier.Deliveries;

    private static Draft Draft(Look look, RuleSettings settings, string subject, SupplierTwin supplier, List<SupplyLine> lines)
    {
        var worst = lines.MaxBy(Minutes)!;
        var name = supplier.Name ?? supplier.Id;
        var title = $"{worst.PurchaseOrder} of {name} comes {Forecast.Words.Span(Minutes(worst))} late";
        var each = lines.Select(line => $"line {line.Line} ({line.Product}) due {look.Words.Date(line.Due!.Value)}, now {look.Words.Date(line.Expected!.Value)}"
            + (line.DelayReason is null ? "" : $" ({line.DelayReason})"));
        var orders = look.AtRiskFrom(subject);
        var others = lines.Select(line => Other(look, supplier.Id, line.Product)?.Name).Where(other => other is not null).Distinct().ToList();
        var source = orders.Count == 0 ? "" : others.Count > 0 ? $" {Look.List(others!)} has delivered the same before." : " No other source is known to the twin.";
        var text = $"{title}: {Look.List(each)}.{look.SentenceOf(orders)}{source}";
        return new Draft(title, text, string.Join(';', lines.Select(line => $"{line.Line} {look.Day(line.Expected!.Value)}")), worst.DelayEvent?.Id,
            [Rules.Draft.Of(ActionKind.Note, subject, new ActionValue("note", text)), Rules.Draft.Activity(subject, title, text, look.Day(look.Now), settings.User)]);
    }

    private static Draft Draft(Look look, string subject, SupplierTwin other, SupplyLine line)
    {
        var quantity = line.Open.ToString(CultureInfo.InvariantCulture);
        var title = $"Buy {quantity} {line.Product} from {other.Name ?? other.Id} instead of waiting for {line.PurchaseOrder}";
        var text = $"{title}.{look.SentenceOf(look.AtRiskFrom(subject))}";
        return new Draft(title, text, other.Id, line.DelayEvent?.Id,
        [
            Rules.Draft.Of(ActionKind.Replenish, "component/" + line.Product, new("quantity", quantity), new("supplier", other.Id), new("origin", line.PurchaseOrder)),
        ]);
    }
}
