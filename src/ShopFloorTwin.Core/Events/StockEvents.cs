namespace ShopFloorTwin.Core.Events;

/// <summary>Reads stock counts and moves of a component.</summary>
internal static class StockEvents
{
    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.StockLevel, SubjectKinds.Component, Level),
        new(EventTypes.StockReceived, SubjectKinds.Component, Received),
        new(EventTypes.StockConsumed, SubjectKinds.Component, Consumed),
    ];

    private static EventData? Level(ref DataFields data, Subject subject)
    {
        double? onHand = null, onHold = null;
        while (data.Next())
        {
            if (data.Is("onHand"u8))
                onHand = data.Quantity("onHand");
            else if (data.Is("onHold"u8))
                onHold = data.Quantity("onHold");
        }
        data.Require(onHand is not null, "onHand");
        return new StockLevelData(onHand ?? 0, onHold) { Entity = subject.Entity };
    }

    private static EventData? Received(ref DataFields data, Subject subject)
    {
        double? quantity = null;
        string? purchaseOrder = null, line = null;
        while (data.Next())
        {
            if (data.Is("quantity"u8))
                quantity = data.Quantity("quantity");
            else if (data.Is("purchaseOrder"u8))
                purchaseOrder = data.Id("purchaseOrder");
            else if (data.Is("line"u8))
                line = data.Id("line");
        }
        data.Require(quantity is not null, "quantity");
        return new StockReceivedData(quantity ?? 0, purchaseOrder, line) { Entity = subject.Entity };
    }

    private static EventData? Consumed(ref DataFields data, Subject subject)
    {
        double? quantity = null;
        string? order = null;
        while (data.Next())
        {
            if (data.Is("quantity"u8))
                quantity = data.Quantity("quantity");
            else if (data.Is("order"u8))
                order = data.Id("order");
        }
        data.Require(quantity is not null, "quantity");
        return new StockConsumedData(quantity ?? 0, order) { Entity = subject.Entity };
    }
}
