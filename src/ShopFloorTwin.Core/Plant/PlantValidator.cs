namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks a plant document as a whole: values, duplicate ids, references, cycles, limits.</summary>
public static class PlantValidator
{
    /// <summary>What is wrong, in the document's order; empty when it is sound; at most <see cref="Limits.PlantProblems"/>.</summary>
    public static IReadOnlyList<PlantProblem> Validate(PlantDocument document)
    {
        var problems = new ProblemList();
        var root = Place.Root();
        CheckHead(document, root, problems);
        CheckCounts(document, root, problems);

        var index = PlantIndex.Of(document);
        CalendarRules.Check(document, root, problems);
        WorkCenterRules.Check(document, index, root, problems);
        ProductRules.Check(document, index, root, problems);
        SupplyRules.Check(document, index, root, problems);
        OrderRules.Check(document, index, root, problems);
        BomRules.Check(document, root, problems);
        return problems.Items;
    }

    private static void CheckHead(PlantDocument document, Place root, ProblemList problems)
    {
        if (!string.Equals(document.Schema, PlantDocument.SchemaName, StringComparison.Ordinal))
            problems.Add(root, "schema", $"must be '{PlantDocument.SchemaName}'");
        if (!Ids.IsValidSite(document.Site))
            problems.Add(root, "site", $"must be letters, digits, '.', '_' or '-', a letter or digit first, at most {Limits.SiteIdChars} characters");
        if (!IsTimeZone(document.TimeZone))
            problems.Add(root, "timeZone", "must be an IANA time zone, as Europe/Paris");
        problems.Text(root, "name", document.Name);
        if (document.Currency.Length is 0 or > 8)
            problems.Add(root, "currency", "must be a currency code, as EUR");
        problems.Instant(root, "asOf", document.AsOf);
    }

    private static bool IsTimeZone(string id) =>
        id.Length is > 0 and <= 64
        && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);

    private static void CheckCounts(PlantDocument document, Place root, ProblemList problems)
    {
        problems.Count(root, "calendars", document.Calendars.Count, Limits.PlantCalendars);
        problems.Count(root, "workCenters", document.WorkCenters.Count, Limits.PlantWorkCenters);
        problems.Count(root, "suppliers", document.Suppliers.Count, Limits.PlantSuppliers);
        problems.Count(root, "products", document.Products.Count, Limits.PlantProducts);
        problems.Count(root, "stock", document.Stock.Count, Limits.PlantProducts);
        problems.Count(root, "purchaseOrders", document.PurchaseOrders.Count, Limits.PlantPurchaseOrders);
        problems.Count(root, "orders", document.Orders.Count, Limits.PlantOrders);
    }
}
