using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Suppliers;

namespace ShopFloorTwin.Core.Suppliers;

public sealed partial record SupplierTwin
{
    /// <summary>Index of a line, -1 when there is none.</summary>
    public int IndexOf(string purchaseOrder, string line)
    {
        for (var i = 0; i < Lines.Length; i++)
            if (Lines[i].Line == line && Lines[i].PurchaseOrder == purchaseOrder)
                return i;
        return -1;
    }

    internal SupplierTwin Confirmed(SupplierConfirmedData said, CloudEvent word) =>
        With(said.Entity, said.Line, line => line.ConfirmedFor(said.Date, new EventRef(word.Id, word.Time)));

    internal SupplierTwin Delayed(SupplierDelayedData said, CloudEvent word) =>
        With(said.Entity, said.Line, line => line.DelayedTo(said.Date, said.Reason, new EventRef(word.Id, word.Time)));

    internal SupplierTwin Cancelled(SupplierCancelledData said, CloudEvent word) =>
        With(said.Entity, said.Line, line => line.CancelEvent?.Time <= word.Time ? line : line with { CancelEvent = new EventRef(word.Id, word.Time) });

    /// <summary>A shipment of the lines named; of all lines of the purchase order when none is.</summary>
    internal SupplierTwin Shipped(SupplierShippedData said, CloudEvent word)
    {
        var shipment = new EventRef(word.Id, word.Time);
        var lines = Lines.ToBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].PurchaseOrder != said.Entity)
                continue;
            var part = said.Lines.FirstOrDefault(shipped => shipped.Line == lines[i].Line);
            if (part is not null || said.Lines.Count == 0)
                lines[i] = lines[i].ShippedFor(said.Eta, said.Asn, part?.Quantity, shipment);
        }
        return this with { Lines = lines.MoveToImmutable() };
    }

    /// <summary>A receipt on a line; when nothing is open any more, the delivery is held against its due date.</summary>
    internal SupplierTwin Received(int index, double quantity, DateTimeOffset time, bool learn = true)
    {
        var before = Lines[index];
        var line = before with { Received = before.Received + quantity, ReceivedAt = before.ReceivedAt > time ? before.ReceivedAt : time };
        var next = this with { Lines = Lines.SetItem(index, line), Learned = learn ? LearnedFrom(before, quantity, time) : Learned };
        if (line.Due is not { } due || before.Received >= before.Quantity || line.Received < line.Quantity)
            return next;
        var lateDays = (line.ReceivedAt!.Value - due).TotalDays;
        return next with
        {
            Deliveries = Deliveries + 1,
            DeliveredOnTime = DeliveredOnTime + (lateDays <= 0 ? 1 : 0),
        };
    }

    /// <summary>The open lines that have a promised date.</summary>
    internal IEnumerable<WaitingLine> Waiting()
    {
        foreach (var line in Lines)
        {
            if (line.Open > 0 && line.Promised is { } promised)
                yield return new WaitingLine(line.Product, promised, line.Open / line.Quantity);
        }
    }

    /// <summary>A part of a line counts by its share; what comes beyond the line's quantity does not.</summary>
    private DeliveryLearning? LearnedFrom(SupplyLine line, double quantity, DateTimeOffset time)
    {
        var came = Math.Min(quantity, line.Open);
        return came <= 0 || line.Promised is not { } promised ? Learned : (Learned ?? DeliveryLearning.None).With(line.Product, (time - promised).TotalDays, came / line.Quantity, time);
    }

    private SupplierTwin With(string purchaseOrder, string line, Func<SupplyLine, SupplyLine> change)
    {
        var index = IndexOf(purchaseOrder, line);
        return index < 0 ? this : this with { Lines = Lines.SetItem(index, change(Lines[index])) };
    }
}
