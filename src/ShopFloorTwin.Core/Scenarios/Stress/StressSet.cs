using System.Globalization;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;

namespace ShopFloorTwin.Core.Scenarios.Stress;

/// <summary>What goes wrong, one thing after another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StressKind>))]
public enum StressKind
{
    /// <summary>One supplier after another is late by its own P95.</summary>
    [JsonStringEnumMemberName("suppliers")] Suppliers,

    /// <summary>One work center after another is down for a day.</summary>
    [JsonStringEnumMemberName("workCenters")] WorkCenters,
}

/// <summary>
/// The blows of a stress set, the likeliest to hurt first: suppliers by the orders that depend on what they have still to deliver,
/// work centers by the operations that wait there.
/// </summary>
public static class StressSet
{
    private const double DownHours = 24;

    /// <summary>All blows of the kinds, those of one kind and another in turn, at most so many.</summary>
    public static IReadOnlyList<Variant> Of(SitePicture picture, IReadOnlyCollection<StressKind> kinds, int most)
    {
        var suppliers = kinds.Contains(StressKind.Suppliers) ? Suppliers(picture) : [];
        var workCenters = kinds.Contains(StressKind.WorkCenters) ? WorkCenters(picture) : [];
        var blows = new List<Variant>();
        for (var i = 0; blows.Count < most && (i < suppliers.Count || i < workCenters.Count); i++)
        {
            if (i < suppliers.Count)
                blows.Add(suppliers[i]());
            if (i < workCenters.Count && blows.Count < most)
                blows.Add(workCenters[i]());
        }
        return blows;
    }

    private static List<Func<Variant>> Suppliers(SitePicture picture)
    {
        var orders = new int[picture.Twins.Suppliers.Count];
        foreach (var order in picture.Forecast.Orders)
        {
            foreach (var supplier in order.Suppliers)
                orders[supplier]++;
        }
        var beliefs = picture.Settings.BeliefsOf(picture.Twins);
        return
        [
            .. Enumerable.Range(0, orders.Length).Where(s => picture.Twins.Suppliers[s].Lines.Any(line => line.Open > 0 && line.Expected is not null))
                .OrderByDescending(s => orders[s]).ThenBy(s => picture.Twins.Suppliers[s].Id, StringComparer.Ordinal)
                .Select<int, Func<Variant>>(s => () => Late(picture, picture.Twins.Suppliers[s], beliefs)),
        ];
    }

    /// <summary>
    /// Its open lines, the soonest up to the limit of a scenario, come later than they are expected, or than now where that is past, by the
    /// lateness that 95 of 100 of its deliveries of the product stay below. As if it had announced that: its usual uncertainty comes on top.
    /// </summary>
    private static Variant Late(SitePicture picture, SupplierTwin supplier, IBeliefs beliefs)
    {
        var latest = 0.0;
        var edits = new List<Edit>();
        foreach (var line in supplier.Lines.Where(line => line.Open > 0 && line.Expected is not null).OrderBy(line => line.Expected).Take(Limits.ScenarioEdits))
        {
            var days = Math.Max(0, beliefs.Supplier(supplier.Id, line.Product).QuantileDays(0.95));
            var from = line.Expected > picture.AsOf ? line.Expected.Value : picture.AsOf;
            edits.Add(new DelaySupply { PurchaseOrder = line.PurchaseOrder, Line = line.Line, To = from.AddDays(days) });
            latest = Math.Max(latest, days);
        }
        var by = latest.ToString("0.0", CultureInfo.InvariantCulture);
        return new Variant("supplier/" + supplier.Id, $"{supplier.Name ?? supplier.Id} is late by its own P95, up to {by} days", edits);
    }

    private static List<Func<Variant>> WorkCenters(SitePicture picture) =>
    [
        .. Enumerable.Range(0, picture.Twins.WorkCenters.Count)
            .OrderByDescending(w => picture.Forecast.WorkCenters[w].Queue.Count).ThenBy(w => picture.Twins.WorkCenters[w].Id, StringComparer.Ordinal)
            .Select<int, Func<Variant>>(w => () => Down(picture, w)),
    ];

    private static Variant Down(SitePicture picture, int index)
    {
        var workCenter = picture.Twins.WorkCenters[index];
        // From the moment edits are laid at, which is not before the newest event.
        var now = picture.AsOf > picture.Twins.NewestEventTime ? picture.AsOf : picture.Twins.NewestEventTime;
        return new Variant(
            "work-center/" + workCenter.Id, $"{workCenter.Name ?? workCenter.Id} is down for a day, from now on",
            [new StopWorkCenter { WorkCenter = workCenter.Id, From = now, To = now.AddHours(DownHours) }]);
    }
}
