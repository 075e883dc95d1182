using System.Security.Cryptography;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Tests;

public sealed class SqliteJournalTests : JournalTests<SqlitePlace>;

public sealed class PostgresJournalTests : JournalTests<PostgresPlace>;

/// <summary>What holds for the journal of every store.</summary>
public abstract class JournalTests<TPlace> : StoreTest<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task Events_take_consecutive_positions_from_one_on()
    {
        var first = await Journal.AppendAsync(Samples.Site, Samples.Events("a", 3), Cancellation);
        var second = await Journal.AppendAsync(Samples.Site, Samples.Events("b", 2), Cancellation);

        Assert.Equal([new(1, false), new(2, false), new(3, false)], first);
        Assert.Equal([new(4, false), new(5, false)], second);
        await Journal.AssertSoundAsync(5);
    }

    [Fact]
    public async Task What_was_appended_is_read_back_to_the_tick_and_the_byte()
    {
        var entry = Samples.Event("umlaut-ä-日本", text: "läuft \u0001 \"so\"");
        await Journal.AppendAsync(Samples.Site, [entry], Cancellation);
        await ReopenAsync();

        var record = Assert.Single(await Journal.ReadAsync(Samples.Site, 0, 10, Cancellation));
        Assert.Equal(1, record.Position);
        Assert.Equal(entry.RecordedAt.UtcTicks, record.RecordedAt.UtcTicks);
        Assert.Equal(TimeSpan.Zero, record.RecordedAt.Offset);
        Assert.Equal(entry.Body.ToArray(), record.Body.ToArray());
    }

    [Fact]
    public async Task An_event_sent_again_is_a_duplicate_at_the_first_ones_position()
    {
        await Journal.AppendAsync(Samples.Site, Samples.Events("a", 3), Cancellation);

        var again = await Journal.AppendAsync(
            Samples.Site, [Samples.Event("new-1"), Samples.Event("a-2", text: "changed"), Samples.Event("new-2"), Samples.Event("a-1")], Cancellation);

        Assert.Equal([new(4, false), new(2, true), new(5, false), new(1, true)], again);
        Assert.DoesNotContain("changed", Samples.Text((await Journal.AllAsync())[1].Body), StringComparison.Ordinal);
        await Journal.AssertSoundAsync(5);
    }

    [Fact]
    public async Task An_identity_is_found_where_the_journal_holds_it()
    {
        await Journal.AppendAsync(Samples.Site, [Samples.Event("a"), Samples.Event("b"), Samples.Event("a", source: "//lyon/lims")], Cancellation);
        await Journal.AppendAsync("turin", [Samples.Event("elsewhere")], Cancellation);

        EventIdentity[] asked = [new("//lyon/lims", "a"), new(Samples.Source, "b"), new(Samples.Source, "elsewhere"), new("//nobody", "a"), new(Samples.Source, "b")];
        Assert.Equal([3, 2, 0, 0, 2], await Journal.FindAsync(Samples.Site, asked, Cancellation));
        Assert.Equal([0], await Journal.FindAsync("nowhere", [new(Samples.Source, "a")], Cancellation));
        Assert.Empty(await Journal.FindAsync(Samples.Site, [], Cancellation));
    }

    [Fact]
    public async Task A_repeat_within_one_batch_is_a_duplicate_of_the_first()
    {
        var results = await Journal.AppendAsync(
            Samples.Site, [Samples.Event("x"), Samples.Event("y"), Samples.Event("x"), Samples.Event("z"), Samples.Event("y")], Cancellation);

        Assert.Equal([new(1, false), new(2, false), new(1, true), new(3, false), new(2, true)], results);
        await Journal.AssertSoundAsync(3);
    }

    [Fact]
    public async Task A_batch_of_nothing_but_duplicates_writes_nothing()
    {
        await Journal.AppendAsync(Samples.Site, Samples.Events("a", 50), Cancellation);

        var again = await Journal.AppendAsync(Samples.Site, Samples.Events("a", 50), Cancellation);

        Assert.All(again, (result, i) => Assert.Equal(new(i + 1, true), result));
        await Journal.AssertSoundAsync(50);
    }

    [Fact]
    public async Task The_same_id_of_another_source_is_another_event()
    {
        var results = await Journal.AppendAsync(
            Samples.Site, [Samples.Event("1", "//lyon/a"), Samples.Event("1", "//lyon/b"), Samples.Event("1", "//lyon/a")], Cancellation);

        Assert.Equal([new(1, false), new(2, false), new(1, true)], results);
    }

    [Fact]
    public async Task Sites_have_journals_of_their_own()
    {
        await Journal.AppendAsync("lyon", Samples.Events("a", 3), Cancellation);
        var other = await Journal.AppendAsync("aachen", Samples.Events("a", 2), Cancellation);
        await Journal.AppendAsync("lyon", Samples.Events("b", 1), Cancellation);

        Assert.Equal([new(1, false), new(2, false)], other);
        Assert.Equal([new("aachen", 2), new("lyon", 4)], await Journal.HeadsAsync(Cancellation));
        await Journal.AssertSoundAsync(4, "lyon");
        await Journal.AssertSoundAsync(2, "aachen");
        Assert.Equal(2, (await Journal.AllAsync("aachen")).Count);
    }

    [Fact]
    public async Task A_site_without_events_has_no_journal()
    {
        Assert.Empty(await Journal.AppendAsync(Samples.Site, [], Cancellation));
        await Store.Quarantine.AddAsync(Samples.Site, [new(Samples.Morning, null, "malformed", "no", default)], Cancellation);

        Assert.Empty(await Journal.HeadsAsync(Cancellation));
        Assert.Empty(await Journal.ReadAsync(Samples.Site, 0, 10, Cancellation));
        Assert.Empty(await Journal.ReadAsync("nowhere", 0, 10, Cancellation));
        Assert.Equal(0, await Journal.PositionAtAsync("nowhere", Samples.Morning, Cancellation));
        Assert.Equal(0, await Journal.PositionAtAsync(Samples.Site, Samples.Morning, Cancellation));
    }

    [Fact]
    public async Task Opened_again_the_journal_goes_on_where_it_ended()
    {
        await Journal.AppendAsync(Samples.Site, Samples.Events("a", 3), Cancellation);
        await ReopenAsync();

        var results = await Journal.AppendAsync(Samples.Site, [Samples.Event("a-3"), Samples.Event("b")], Cancellation);

        Assert.Equal([new(3, true), new(4, false)], results);
        await Journal.AssertSoundAsync(4);
    }

    [Fact]
    public async Task Reading_pages_through_the_journal_in_order()
    {
        await Journal.AppendAsync(Samples.Site, Samples.Events("a", 25), Cancellation);

        Assert.Equal([8L, 9, 10, 11], (await Journal.ReadAsync(Samples.Site, 7, 4, Cancellation)).Select(r => r.Position));
        Assert.Equal(Enumerable.Range(1, 25).Select(i => (long)i), (await Journal.AllAsync(page: 7)).Select(r => r.Position));
        Assert.Empty(await Journal.ReadAsync(Samples.Site, 25, 4, Cancellation));
    }

    [Fact]
    public async Task A_page_of_large_records_is_shorter_but_never_empty()
    {
        var text = new string('x', (int)(Limits.JournalPageBytes / 2) + 1);
        await Journal.AppendAsync(Samples.Site, [.. Enumerable.Range(1, 5).Select(i => Samples.Event($"large-{i}", text: text))], Cancellation);

        Assert.Equal([1L, 2], (await Journal.ReadAsync(Samples.Site, 0, 100, Cancellation)).Select(r => r.Position));
        Assert.Equal(5, (await Journal.AllAsync()).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Limits.PlainRecordBytes)]
    [InlineData(Limits.PlainRecordBytes + 1)]
    [InlineData(3_000_000)]
    public async Task Bodies_of_any_size_come_back_as_they_were(int bytes)
    {
        var repetitive = Enumerable.Repeat((byte)'7', bytes).ToArray();
        var incompressible = new byte[bytes];
        RandomNumberGenerator.Fill(incompressible);
        await Journal.AppendAsync(
            Samples.Site, [new(Samples.Source, "r", Samples.Morning, repetitive), new(Samples.Source, "i", Samples.Morning, incompressible)], Cancellation);

        var records = await Journal.AllAsync();
        Assert.True(repetitive.AsSpan().SequenceEqual(records[0].Body.Span));
        Assert.True(incompressible.AsSpan().SequenceEqual(records[1].Body.Span));
    }

    [Fact]
    public async Task Ids_that_are_hard_to_keep_stay_different()
    {
        var longOne = new string('a', 20_000);
        string[] ids = ["", "\0", "\\0", "\\", "a\0b", "a", longOne + "b", longOne + "c", "é", "e\u0301", "\ud83d\ude00", "'; DROP TABLE journal; --", "A"];
        JournalEntry[] entries = [.. ids.Select(id => Samples.Event(id, "//x/" + id))];

        Assert.All(await Journal.AppendAsync(Samples.Site, entries, Cancellation), (result, i) => Assert.Equal(new(i + 1, false), result));
        Assert.All(await Journal.AppendAsync(Samples.Site, entries, Cancellation), (result, i) => Assert.Equal(new(i + 1, true), result));
        await Journal.AssertSoundAsync(ids.Length);
    }

    [Fact]
    public async Task The_position_at_an_instant_is_the_last_one_recorded_by_then()
    {
        JournalEntry[] entries = [.. Enumerable.Range(0, 20).Select(i => Samples.Event($"e-{i}", at: Samples.Morning.AddMinutes(i / 2 * 10)))];
        await Journal.AppendAsync(Samples.Site, entries, Cancellation);

        Assert.Equal(0, await Journal.PositionAtAsync(Samples.Site, Samples.Morning.AddTicks(-1), Cancellation));
        Assert.Equal(2, await Journal.PositionAtAsync(Samples.Site, Samples.Morning, Cancellation));
        Assert.Equal(8, await Journal.PositionAtAsync(Samples.Site, Samples.Morning.AddMinutes(35), Cancellation));
        Assert.Equal(20, await Journal.PositionAtAsync(Samples.Site, Samples.Morning.AddDays(1), Cancellation));
    }

    [Fact]
    public async Task Many_callers_at_once_leave_no_gap_and_count_nothing_twice()
    {
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var results = new List<AppendResult>();
            for (var batch = 0; batch < 10; batch++)
            {
                // Half of each batch is everybody's, half is the caller's own.
                JournalEntry[] entries = [.. Samples.Events($"shared-{batch}", 5), .. Samples.Events($"own-{caller}-{batch}", 5)];
                results.AddRange(await Journal.AppendAsync(Samples.Site, entries, Cancellation));
            }
            return results;
        }));

        var all = (await Task.WhenAll(callers)).SelectMany(r => r).ToList();

        Assert.Equal(450, all.Count(r => !r.IsDuplicate));
        Assert.Equal(Enumerable.Range(1, 450).Select(i => (long)i), all.Where(r => !r.IsDuplicate).Select(r => r.Position).Order());
        await Journal.AssertSoundAsync(450);
    }

    [Fact]
    public async Task An_append_called_off_before_its_commit_leaves_nothing()
    {
        await Journal.AppendAsync(Samples.Site, Samples.Events("a", 2), Cancellation);
        using var called = new CancellationTokenSource();
        var entries = new CallingOff(Samples.Events("b", 10), called);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Journal.AppendAsync(Samples.Site, entries, called.Token));
        Assert.Equal([new(3, false)], await Journal.AppendAsync(Samples.Site, [Samples.Event("b-1")], Cancellation));
        await Journal.AssertSoundAsync(3);
    }

    [Fact]
    public async Task Verifying_names_a_body_that_is_no_event()
    {
        await Journal.AppendAsync(Samples.Site, [Samples.Event("good"), new(Samples.Source, "bad", Samples.Morning, "{\"id\":"u8.ToArray())], Cancellation);
        var seen = new List<long>();

        var report = await Journal.VerifyAsync(Samples.Site, new Recorder(seen), Cancellation);

        Assert.Equal(2, report.Records);
        Assert.Contains("position 2", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Empty(seen);
    }

    [Fact]
    public async Task Verifying_a_long_journal_tells_how_far_it_is()
    {
        await Journal.AppendAsync(Samples.Site, Samples.Events("a", 2_500), Cancellation);
        var seen = new List<long>();

        await Journal.VerifyAsync(Samples.Site, new Recorder(seen), Cancellation);

        Assert.Equal([1_000L, 2_000], seen);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var journal = Journal;
        await CloseAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.AppendAsync(Samples.Site, Samples.Events("a", 1), Cancellation));
    }

    /// <summary>Calls the append off when its last entry is asked for.</summary>
    sealed class CallingOff(JournalEntry[] entries, CancellationTokenSource source) : IReadOnlyList<JournalEntry>
    {
        public int Count => entries.Length;

        public JournalEntry this[int index]
        {
            get
            {
                if (index == entries.Length - 1)
                    source.Cancel();
                return entries[index];
            }
        }

        public IEnumerator<JournalEntry> GetEnumerator() => entries.AsEnumerable().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    sealed class Recorder(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }
}
