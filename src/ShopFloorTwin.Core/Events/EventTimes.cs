using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Events;

/// <summary>Which times of events are taken.</summary>
public static class EventTimes
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null when an event of this time can be taken.</summary>
    /// <param name="time">When the event says it happened.</param>
    /// <param name="now">The wall clock; on the journal's clock the later one of it and the newest event.</param>
    /// <param name="isJournalClock">Whether now follows the journal, so that a replay may run ahead further.</param>
    public static Refusal? Check(DateTimeOffset time, DateTimeOffset now, bool isJournalClock)
    {
        if (time < Earliest)
            return new Refusal("time-out-of-range", $"time {Instants.Format(time)} is before the year 2000");
        var ahead = isJournalClock ? TimeSpan.FromDays(Limits.DaysAheadOfJournalClock) : TimeSpan.FromHours(Limits.HoursAheadOfWallClock);
        if (time - now <= ahead)
            return null;
        var limit = isJournalClock ? $"{Limits.DaysAheadOfJournalClock} days" : $"{Limits.HoursAheadOfWallClock} hours";
        return new Refusal("time-out-of-range", $"time {Instants.Format(time)} is more than {limit} ahead of {Instants.Format(now)}");
    }
}
