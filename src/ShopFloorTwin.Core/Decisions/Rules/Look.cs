using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>An order at risk or late, with its forecast.</summary>
internal readonly record struct TroubledOrder(OrderTwin Order, OrderForecast Forecast, Risk Risk)
{
    /// <summary>The cause with the largest share; null when none is known.</summary>
    public Cause? Cause => Forecast.Causes.Count > 0 ? Forecast.Causes[0] : null;
    public string Subject => "order/" + Order.Id;
}

/// <summary>A picture as the rules look at it.</summary>
internal sealed class Look
{
    private readonly Dictionary<string, List<TroubledOrder>> _byRoot = new(StringComparer.Ordinal);
    private readonly TimeZoneInfo _zone;

    public Look(SitePicture picture)
    {
        Picture = picture;
        Words = new Words(picture.Twins.Plan.TimeZone, picture.AsOf);
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(picture.Twins.Plan.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        foreach (var entry in picture.OpenOrders.Entries)
        {
            if (entry.Risk < Risk.AtRisk)
                break;
            if (entry.Forecast < 0)
                continue;
            var troubled = new TroubledOrder(picture.Twins.Orders[entry.Twin], picture.Forecast.Orders[entry.Forecast], entry.Risk);
            AtRisk.Add(troubled);
            if (troubled.Cause is { } cause)
                RootedAt(cause.Subject).Add(troubled);
        }
        foreach (var decision in picture.Twins.Decisions)
        {
            if (decision.IsOpen)
                Open[decision.Key] = decision;
            else if (!LastClosed.TryGetValue(decision.Key, out var last) || last < decision.ChangedAt)
                LastClosed[decision.Key] = decision.ChangedAt;
        }
    }

    public SitePicture Picture { get; }
    public SiteTwins Twins => Picture.Twins;
    public DateTimeOffset Now => Picture.AsOf;
    public Words Words { get; }

    /// <summary>Orders at risk and late, worst first.</summary>
    public List<TroubledOrder> AtRisk { get; } = [];
    public Dictionary<(string Rule, string Subject), DecisionTwin> Open { get; } = [];

    /// <summary>When the last decision of a rule and subject was closed.</summary>
    public Dictionary<(string Rule, string Subject), DateTimeOffset> LastClosed { get; } = [];

    /// <summary>Orders at risk whose largest cause starts there, worst first.</summary>
    public IReadOnlyList<TroubledOrder> AtRiskFrom(string subject) => _byRoot.TryGetValue(subject, out var orders) ? orders : [];

    /// <summary>The day, in the site's time zone.</summary>
    public string Day(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As "3 orders at risk: MO-1, MO-2, MO-3"; empty when there are none.</summary>
    public string SentenceOf(IReadOnlyList<TroubledOrder> orders) =>
        orders.Count == 0 ? "" : $" {orders.Count} {(orders.Count == 1 ? "order" : "orders")} at risk because of it: {List(orders.Select(one => one.Order.Id))}.";

    /// <summary>The first names, and how many more there are.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        var shown = string.Join(", ", all.Take(Limits.NamesInDecision));
        return all.Count > Limits.NamesInDecision ? $"{shown} and {all.Count - Limits.NamesInDecision} more" : shown;
    }

    /// <summary>Suppliers with an open line, in a purchase order.</summary>
    public IEnumerable<(SupplierTwin Supplier, SupplyLine Line)> OpenLines() =>
        from supplier in Twins.Suppliers from line in supplier.Lines where line.Open > 0 select (supplier, line);

    private List<TroubledOrder> RootedAt(string subject) =>
        _byRoot.TryGetValue(subject, out var orders) ? orders : _byRoot[subject] = [];
}
