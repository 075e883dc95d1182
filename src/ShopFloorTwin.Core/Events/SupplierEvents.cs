using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads what a supplier says of a purchase order.</summary>
internal static class SupplierEvents
{
    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.SupplierOrdered, SubjectKinds.PurchaseOrder, Ordered),
        new(EventTypes.SupplierConfirmed, SubjectKinds.PurchaseOrder, Confirmed),
        new(EventTypes.SupplierDelayed, SubjectKinds.PurchaseOrder, Delayed),
        new(EventTypes.SupplierShipped, SubjectKinds.PurchaseOrder, Shipped),
        new(EventTypes.SupplierCancelled, SubjectKinds.PurchaseOrder, Cancelled),
    ];

    private static EventData? Ordered(ref DataFields data, Subject subject)
    {
        if (SpecData.Read<PurchaseOrderSpec>(ref data, "the purchase order") is not { } order)
            return null;
        var problems = new ProblemList(1);
        SupplyRules.Check(SpecData.Place, order, problems);
        if (!string.Equals(order.Id, subject.Entity, StringComparison.Ordinal))
            problems.Add(SpecData.Place, "id", "must be the subject's purchase order");
        SpecData.Refuse(ref data, problems);
        return new SupplierOrderedData(order) { Entity = subject.Entity };
    }

    private static EventData? Confirmed(ref DataFields data, Subject subject)
    {
        string? line = null;
        DateTimeOffset? date = null;
        double? quantity = null;
        while (data.Next())
        {
            if (data.Is("line"u8))
                line = data.Id("line");
            else if (data.Is("date"u8))
                date = data.Instant("date");
            else if (data.Is("quantity"u8))
                quantity = data.Quantity("quantity");
        }
        data.Require(line is not null, "line");
        data.Require(date is not null, "date");
        return new SupplierConfirmedData(line ?? "", date ?? default, quantity) { Entity = subject.Entity };
    }

    private static EventData? Delayed(ref DataFields data, Subject subject)
    {
        string? line = null, reason = null;
        DateTimeOffset? date = null;
        while (data.Next())
        {
            if (data.Is("line"u8))
                line = data.Id("line");
            else if (data.Is("date"u8))
                date = data.Instant("date");
            else if (data.Is("reason"u8))
                reason = data.Text("reason");
        }
        data.Require(line is not null, "line");
        data.Require(date is not null, "date");
        return new SupplierDelayedData(line ?? "", date ?? default, reason) { Entity = subject.Entity };
    }

    private static EventData? Shipped(ref DataFields data, Subject subject)
    {
        string? asn = null;
        DateTimeOffset? eta = null;
        List<ShippedLine>? lines = null;
        while (data.Next())
        {
            if (data.Is("asn"u8))
                asn = data.Id("asn");
            else if (data.Is("eta"u8))
                eta = data.Instant("eta");
            else if (data.Is("lines"u8))
                lines = data.ShippedLines("lines");
        }
        data.Require(lines is not null, "lines");
        return new SupplierShippedData(asn, eta, lines ?? []) { Entity = subject.Entity };
    }

    private static EventData? Cancelled(ref DataFields data, Subject subject)
    {
        string? line = null;
        while (data.Next())
        {
            if (data.Is("line"u8))
                line = data.Id("line");
        }
        data.Require(line is not null, "line");
        return new SupplierCancelledData(line ?? "") { Entity = subject.Entity };
    }
}
