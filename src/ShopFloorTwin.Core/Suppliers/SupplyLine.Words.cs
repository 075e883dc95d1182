using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Suppliers;

public sealed partial record SupplyLine
{
    /// <summary>The supplier confirms an arrival: what it said before no longer stands.</summary>
    internal SupplyLine ConfirmedFor(DateTimeOffset date, EventRef word)
    {
        var line = ConfirmedAt > word.Time ? this : this with { Confirmed = date, ConfirmedAt = word.Time };
        return line.Announce(date, word, date > Due, reason: null);
    }

    /// <summary>The supplier moves the arrival.</summary>
    internal SupplyLine DelayedTo(DateTimeOffset date, string? reason, EventRef word) => Announce(date, word, isDelay: true, reason);

    /// <summary>The supplier shipped; with an arrival, that is its newest word: for a part of what is open by itself, else for all of it.</summary>
    internal SupplyLine ShippedFor(DateTimeOffset? eta, string? asn, double? quantity, EventRef word)
    {
        var line = ShippedAt > word.Time ? this : this with { Asn = asn ?? Asn, ShippedAt = word.Time };
        if (eta is { } date && quantity is { } part && (part < Open - Nothing || !Shipments.IsEmpty))
            return line.With(part, date, asn, word);
        return eta is { } arrival ? line.Announce(arrival, word, arrival > Due, reason: null) : line;
    }

    private SupplyLine Announce(DateTimeOffset date, EventRef word, bool isDelay, string? reason) => AnnouncedAt > word.Time ? this : this with
    {
        Announced = date,
        AnnouncedAt = word.Time,
        DelayEvent = isDelay ? word : null,
        DelayReason = isDelay ? reason : null,
    };
}
