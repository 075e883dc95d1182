using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Tests.Events;

public sealed class EventTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", false, true)]
    [InlineData("1999-12-31T23:59:59.9999999Z", true, true)]
    [InlineData("2000-01-01T00:00:00Z", false, false)]
    [InlineData("2026-11-03T05:00:00Z", false, false)]
    [InlineData("2026-11-03T05:00:01Z", false, true)]
    [InlineData("2027-11-03T05:00:00Z", true, false)]
    [InlineData("2027-11-03T05:00:01Z", true, true)]
    [InlineData("9999-12-31T23:59:59Z", true, true)]
    public void A_time_long_past_or_far_ahead_is_refused(string text, bool isJournalClock, bool isRefused)
    {
        Assert.True(Instants.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var time));

        Assert.Equal(isRefused ? "time-out-of-range" : null, EventTimes.Check(time, Now, isJournalClock)?.Type);
    }

    [Theory]
    [InlineData("2026-11-02T05:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("2026-11-02t05:00:00z", "2026-11-02T05:00:00Z")]
    [InlineData("2026-11-02T05:00:00,25Z", "2026-11-02T05:00:00.25Z")]
    [InlineData("2026-11-02T05:00:00.123456789Z", "2026-11-02T05:00:00.1234567Z")]
    [InlineData("2026-11-02T05:00:00-0530", "2026-11-02T10:30:00Z")]
    [InlineData("2026-11-02T05:00:00+05", "2026-11-02T00:00:00Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    public void An_instant_is_read_in_every_ISO_form_with_an_offset(string text, string utc)
    {
        Assert.True(Instants.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var instant));

        Assert.Equal(utc, Instants.Format(instant));
    }

    [Theory]
    [InlineData("2026-11-02T05:00:00")]
    [InlineData("2026-11-02")]
    [InlineData("2026-11-02T05:00:00.Z")]
    [InlineData("2026-11-02T05:00:00.5")]
    [InlineData("2026-11-02T05:00:0Z")]
    [InlineData("2026-11-02T25:00:00Z")]
    [InlineData("2026-11-02T05:60:00Z")]
    [InlineData("2026-13-02T05:00:00Z")]
    [InlineData("2026-02-29T05:00:00Z")]
    [InlineData("0000-01-01T05:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("2026-11-02T05:00:00+1:00")]
    [InlineData("2026-11-02T05:00:00+24:00")]
    [InlineData("2026-11-02T05:00:00Zulu")]
    [InlineData("2026-11-02T05:00:")]
    [InlineData("2026-11-02T05:00:00+")]
    public void What_is_no_instant_is_not_taken(string text) => Assert.False(Instants.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _));
}
