using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Orders;

/// <summary>Holds and releases of one subject, taken by time in whatever order they come.</summary>
internal static class HoldBook
{
    /// <summary>Holds and releases kept per subject.</summary>
    public const int Max = 64;

    /// <summary>The holds with one more, unless its lot or the whole subject was released since.</summary>
    public static ImmutableArray<Hold> Held(ImmutableArray<Hold> holds, ImmutableArray<HoldRelease> releases, QualityHoldData said, CloudEvent hold)
    {
        foreach (var release in releases)
            if (release.Time >= hold.Time && (release.Lot is null || release.Lot == said.Lot))
                return holds;
        var place = holds.Length;
        while (place > 0 && holds[place - 1].Event.Time > hold.Time)
            place--;
        return holds.Insert(place, new Hold(said.Lot, said.Quantity, said.Reason, new EventRef(hold.Id, hold.Time)));
    }

    /// <summary>The holds without those of the lot (without all, when it is null) that are not younger than the release.</summary>
    public static ImmutableArray<Hold> Released(ImmutableArray<Hold> holds, string? lot, DateTimeOffset time) =>
        holds.RemoveAll(hold => hold.Event.Time <= time && (lot is null || hold.Lot == lot));

    /// <summary>The releases with this one, newest per lot, by time.</summary>
    public static ImmutableArray<HoldRelease> Noted(ImmutableArray<HoldRelease> releases, string? lot, DateTimeOffset time)
    {
        foreach (var known in releases)
            if (known.Lot == lot && known.Time >= time)
                return releases;
        var others = releases.RemoveAll(known => known.Lot == lot);
        var place = others.Length;
        while (place > 0 && others[place - 1].Time > time)
            place--;
        var noted = others.Insert(place, new HoldRelease(lot, time));
        return noted.Length > Max ? noted.RemoveAt(0) : noted;
    }
}
