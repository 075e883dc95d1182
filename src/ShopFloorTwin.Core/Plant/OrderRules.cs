namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks orders, those of a document and those an event brings.</summary>
internal static class OrderRules
{
    public static void Check(PlantDocument document, PlantIndex index, Place root, ProblemList problems)
    {
        var known = new HashSet<string>(document.Orders.Count);
        for (var i = 0; i < document.Orders.Count && !problems.IsFull; i++)
        {
            var place = root.Item("orders", i);
            if (!problems.Present(place, document.Orders[i]))
                continue;
            problems.Unique(place, "id", known, document.Orders[i].Id);
            Check(place, document.Orders[i], index, problems);
        }
    }

    /// <param name="place">Where the order stands.</param>
    /// <param name="order">The order.</param>
    /// <param name="index">What it may refer to; null when that is not known here (an event), and left to the site.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(Place place, OrderSpec order, PlantIndex? index, ProblemList problems)
    {
        problems.Id(place, "id", order.Id);
        problems.Id(place, "product", order.Product);
        if (index is not null)
            problems.Reference(place, "product", index.Products, order.Product, "product");
        CheckValues(place, order.Quantity, order.Priority, order.Value, order.Customer, problems);
        CheckTimes(place, order.Due, order.PlannedStart, order.PlannedFinish, problems);
        CheckOperations(place, order.Operations, order.Product, index, problems);
        CheckComponents(place, order.Components, index, problems);
    }

    public static void CheckValues(Place place, double? quantity, int? priority, double? value, string? customer, ProblemList problems)
    {
        problems.Number(place, "quantity", quantity);
        problems.Number(place, "value", value);
        problems.Text(place, "customer", customer);
        if (priority is < 0 or > 9)
            problems.Add(place, "priority", "must be 0 to 9");
    }

    public static void CheckTimes(Place place, DateTimeOffset? due, DateTimeOffset? plannedStart, DateTimeOffset? plannedFinish, ProblemList problems)
    {
        problems.Instant(place, "due", due);
        problems.Instant(place, "plannedStart", plannedStart);
        problems.Instant(place, "plannedFinish", plannedFinish);
    }

    public static void CheckOperations(Place place, IReadOnlyList<OperationSpec>? operations, string? product, PlantIndex? index, ProblemList problems)
    {
        if (operations is null)
            return;
        problems.Count(place, "operations", operations.Count, Limits.OperationsPerOrder);
        var known = new HashSet<string>();
        for (var o = 0; o < operations.Count && !problems.IsFull; o++)
        {
            var operationPlace = place.Item("operations", o);
            if (!problems.Present(operationPlace, operations[o]))
                continue;
            problems.Unique(operationPlace, "operation", known, operations[o].Operation);
            CheckOperation(operationPlace, operations[o], problems);
            if (index is not null)
                CheckWorkCenter(operationPlace, operations[o], product, index, problems);
        }
        SequenceRules.Check(place, "operations", [.. operations.Select(operation => (operation?.Operation, operation?.After))], problems);
    }

    public static void CheckComponents(Place place, IReadOnlyList<OrderComponentSpec>? components, PlantIndex? index, ProblemList problems)
    {
        if (components is null)
            return;
        problems.Count(place, "components", components.Count, Limits.ComponentsPerOrder);
        for (var c = 0; c < components.Count && !problems.IsFull; c++)
        {
            var componentPlace = place.Item("components", c);
            if (!problems.Present(componentPlace, components[c]))
                continue;
            problems.Id(componentPlace, "product", components[c].Product);
            if (index is not null)
                problems.Reference(componentPlace, "product", index.Articles, components[c].Product, "product");
            problems.Number(componentPlace, "quantity", components[c].Quantity);
            problems.Number(componentPlace, "consumed", components[c].Consumed);
        }
    }

    private static void CheckOperation(Place place, OperationSpec operation, ProblemList problems)
    {
        problems.Id(place, "operation", operation.Operation);
        problems.Id(place, "workCenter", operation.WorkCenter);
        problems.Text(place, "name", operation.Name);
        problems.Number(place, "plannedMinutes", operation.PlannedMinutes);
        problems.Number(place, "workedMinutes", operation.WorkedMinutes);
        problems.Number(place, "done", operation.Done);
        problems.Instant(place, "startedAt", operation.StartedAt);
    }

    private static void CheckWorkCenter(Place place, OperationSpec operation, string? product, PlantIndex index, ProblemList problems)
    {
        if (operation.WorkCenter is not null)
            problems.Reference(place, "workCenter", index.WorkCenters, operation.WorkCenter, "work center");
        else if (product is null || !index.RoutedOperations.TryGetValue(product, out var routed) || !routed.Contains(operation.Operation))
            problems.Add(place, "workCenter", "must be given, as the product's routing has no such operation");
    }
}
