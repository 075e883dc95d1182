using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Decisions.Rules;

/// <summary>Demand that nothing covers: a draft order for it, from its supplier, or to be made here.</summary>
internal static class ShortageRule
{
    public static IEnumerable<Condition> Conditions(Look look, RuleSettings settings)
    {
        for (var i = 0; i < look.Twins.Components.Count; i++)
        {
            var forecast = look.Picture.Forecast.Components[i];
            var id = look.Twins.Components[i].Id;
            if (forecast.ShortageQuantity <= 0 || look.Twins.Plan.Products.GetValueOrDefault(id) is not { } product)
                continue;
            var subject = "component/" + id;
            yield return new Condition(RuleSettings.Shortage, subject, null, look.AtRiskFrom(subject).Count, () => Draft(look, settings, subject, product, forecast));
        }
    }

    private static Draft Draft(Look look, RuleSettings settings, string subject, ProductSpec product, ComponentForecast forecast)
    {
        // A shortage that breathes by a few pieces is the same one.
        var quantity = Math.Ceiling(forecast.ShortageQuantity).ToString(CultureInfo.InvariantCulture);
        var needed = forecast.ShortageFrom;
        var how = product.Supplier is { } supplier ? $"buy them from {supplier}" : product.Routing.Count > 0 ? "make them" : "find a source";
        var title = $"{quantity} {product.Unit ?? "units"} of {product.Id} are short{(needed is { } from ? $" from {look.Words.Date(from)}" : "")}: {how}";
        var text = $"{title}.{look.SentenceOf(look.AtRiskFrom(subject))}";
        var isSupplied = product.Supplier is not null || product.Routing.Count > 0;
        return new Draft(title, text, Scale(forecast.ShortageQuantity), null,
        [
            !isSupplied ? Rules.Draft.Activity(subject, title, text, look.Day(look.Now), settings.User) : Rules.Draft.Of(ActionKind.Replenish, subject, new("quantity", quantity), new("supplier", product.Supplier),
                new("needed", needed is { } at ? Instants.Format(at) : null), new("origin", product.Id)),
        ]);
    }

    /// <summary>Steps of a fifth.</summary>
    private static string Scale(double quantity) => Math.Round(Math.Log(quantity, 1.2)).ToString(CultureInfo.InvariantCulture);
}
