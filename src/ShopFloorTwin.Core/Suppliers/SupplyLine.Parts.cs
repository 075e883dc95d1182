using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Suppliers;

/// <summary>A part of a line on its way: units <paramref name="From"/> to <paramref name="From"/> + <paramref name="Quantity"/> of the line, counted as they are received.</summary>
public sealed record Shipment(string? Asn, double From, double Quantity, DateTimeOffset Eta, EventRef Event);

/// <summary>An open part of a line.</summary>
/// <param name="Quantity">Open of it.</param>
/// <param name="Expected">Arrival, before any statistics.</param>
/// <param name="Delay">The event that moved it behind its due date.</param>
/// <param name="Asn">Of its shipment; null: not on its way by itself.</param>
public readonly record struct OpenPart(double Quantity, DateTimeOffset? Expected, EventRef? Delay, string? DelayReason, string? Asn);

public sealed partial record SupplyLine
{
    /// <summary>Shipments of a line that are kept; those received go first.</summary>
    public const int ShipmentsMax = 64;

    private const double Nothing = 1e-9;

    /// <summary>What is open, by arrival: the shipments on their way, and the rest.</summary>
    public IEnumerable<OpenPart> OpenParts()
    {
        var rest = Open;
        foreach (var shipment in Shipments)
        {
            var open = Math.Min(rest, shipment.From + shipment.Quantity - Math.Max(shipment.From, Received));
            if (open <= Nothing)
                continue;
            rest -= open;
            yield return new OpenPart(open, shipment.Eta, shipment.Eta > Due ? shipment.Event : null, null, shipment.Asn);
        }
        if (rest > Nothing)
            yield return new OpenPart(rest, Expected, DelayEvent, DelayReason, null);
    }

    /// <summary>A part of the line is on its way; under an ASN that is known, its newest word.</summary>
    private SupplyLine With(double quantity, DateTimeOffset eta, string? asn, EventRef word)
    {
        var place = asn is null ? -1 : Shipments.IndexOf(Shipments.FirstOrDefault(known => known.Asn == asn)!);
        if (place >= 0)
            return Shipments[place].Event.Time > word.Time ? this : this with { Shipments = Shipments.SetItem(place, Shipments[place] with { Eta = eta, Event = word }) };
        var from = Shipments.Aggregate(Received, (end, known) => Math.Max(end, known.From + known.Quantity));
        var part = Math.Min(quantity, Quantity - from);
        var underWay = Shipments.RemoveAll(known => known.From + known.Quantity <= Received);
        return part <= Nothing || underWay.Length >= ShipmentsMax ? this : this with { Shipments = underWay.Add(new Shipment(asn, from, part, eta, word)) };
    }
}
