using System.Security.Cryptography;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Tests;

public sealed class SqliteSnapshotTests : SnapshotTests<SqlitePlace>;

public sealed class PostgresSnapshotTests : SnapshotTests<PostgresPlace>;

/// <summary>What holds for the snapshots of every store.</summary>
public abstract class SnapshotTests<TPlace> : StoreTest<TPlace>
    where TPlace : StorePlace, new()
{
    ISnapshots Snapshots => Store.Snapshots;

    static SnapshotHeader Header(long position) => new(position, Samples.Morning.AddMinutes(position), $"hash-{position}");

    static SnapshotChunk Chunk(string name, int bytes, bool compressible = true)
    {
        var content = new byte[bytes];
        if (!compressible)
            RandomNumberGenerator.Fill(content);
        return new(name, content);
    }

    async Task<List<SnapshotChunk>> ReadAsync(long position, string site = Samples.Site)
    {
        var chunks = new List<SnapshotChunk>();
        await foreach (var chunk in Snapshots.ReadAsync(site, position, Cancellation))
            chunks.Add(chunk);
        return chunks;
    }

    /// <summary>A journal long enough for the snapshots; on reopening, those ahead of its end are given up.</summary>
    async Task JournalUpToAsync(int position, string site = Samples.Site) =>
        await Journal.AppendAsync(site, Samples.Events("e", position), Cancellation);

    [Fact]
    public async Task A_snapshot_is_read_back_whole_and_in_order_after_a_restart()
    {
        SnapshotChunk[] chunks =
            [Chunk("orders-1", 0), Chunk("orders-2", 1), Chunk("wc", 1025), Chunk("noise", 100_000, compressible: false), Chunk("big", 9_000_000), Chunk("orders-1", 7)];
        await JournalUpToAsync(10);
        await Snapshots.SaveAsync(Samples.Site, Header(10), chunks, Cancellation);
        await ReopenAsync();

        var header = await Snapshots.FindAsync(Samples.Site, 10, Cancellation);
        Assert.Equal((10, Samples.Morning.AddMinutes(10).UtcTicks, "hash-10"), (header!.Position, header.TakenAt.UtcTicks, header.StateHash));
        var read = await ReadAsync(10);
        Assert.Equal(chunks.Select(c => c.Name), read.Select(c => c.Name));
        Assert.All(chunks, (chunk, i) => Assert.True(chunk.Content.Span.SequenceEqual(read[i].Content.Span)));
    }

    [Fact]
    public async Task The_newest_at_or_before_a_position_is_found()
    {
        foreach (var position in (long[])[10, 20, 30])
            await Snapshots.SaveAsync(Samples.Site, Header(position), [Chunk("c", 10)], Cancellation);

        Assert.Null(await Snapshots.FindAsync(Samples.Site, 9, Cancellation));
        Assert.Null(await Snapshots.FindAsync("elsewhere", 100, Cancellation));
        Assert.Equal(10, (await Snapshots.FindAsync(Samples.Site, 19, Cancellation))!.Position);
        Assert.Equal(20, (await Snapshots.FindAsync(Samples.Site, 20, Cancellation))!.Position);
        Assert.Equal(30, (await Snapshots.FindAsync(Samples.Site, long.MaxValue, Cancellation))!.Position);
        Assert.Equal([30L, 20, 10], (await Snapshots.ListAsync(Samples.Site, Cancellation)).Select(h => h.Position));
    }

    [Fact]
    public async Task A_snapshot_whose_writing_broke_off_is_never_seen_and_does_not_stop_the_next()
    {
        static IEnumerable<SnapshotChunk> BreakingOff()
        {
            yield return Chunk("first", 5_000_000);
            yield return Chunk("second", 5_000_000);
            throw new InvalidOperationException("the engine stopped");
        }
        await JournalUpToAsync(10);

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Snapshots.SaveAsync(Samples.Site, Header(10), BreakingOff(), Cancellation));
        Assert.Empty(await Snapshots.ListAsync(Samples.Site, Cancellation));
        Assert.Empty(await ReadAsync(10));
        await ReopenAsync();
        Assert.Null(await Snapshots.FindAsync(Samples.Site, 10, Cancellation));

        await Snapshots.SaveAsync(Samples.Site, Header(10), [Chunk("whole", 3)], Cancellation);
        Assert.Equal("whole", Assert.Single(await ReadAsync(10)).Name);
    }

    [Fact]
    public async Task A_snapshot_of_the_same_position_but_another_state_takes_the_others_place()
    {
        await Snapshots.SaveAsync(Samples.Site, Header(10), [Chunk("old", 3)], Cancellation);
        await Snapshots.SaveAsync(Samples.Site, Header(10) with { StateHash = "other" }, [Chunk("new", 3)], Cancellation);

        Assert.Equal("other", Assert.Single(await Snapshots.ListAsync(Samples.Site, Cancellation)).StateHash);
        Assert.Equal("new", Assert.Single(await ReadAsync(10)).Name);
    }

    [Fact]
    public async Task Many_snapshots_are_thinned_to_the_newest_and_a_spread_of_older_ones()
    {
        for (var i = 1; i <= 40; i++)
            await Snapshots.SaveAsync(Samples.Site, Header(i * 100), [Chunk("c", 10)], Cancellation);
        await Snapshots.SaveAsync("aachen", Header(1), [Chunk("c", 10)], Cancellation);

        var kept = (await Snapshots.ListAsync(Samples.Site, Cancellation)).Select(h => h.Position).ToList();
        Assert.Equal(Limits.RecentSnapshots + Limits.OlderSnapshots, kept.Count);
        Assert.Equal([4000L, 3900, 3800], kept.Take(3));
        Assert.All(kept.Zip(kept.Skip(1)), pair => Assert.InRange(pair.First - pair.Second, 100, 800));
        Assert.Empty(await ReadAsync(300 == kept[^1] ? 200 : 300));
        Assert.Single(await Snapshots.ListAsync("aachen", Cancellation));
    }

    [Fact]
    public async Task A_snapshot_given_up_while_it_is_read_is_read_to_its_end()
    {
        await Snapshots.SaveAsync(Samples.Site, Header(1), [.. Enumerable.Range(0, 50).Select(i => Chunk($"c{i}", 200_000, compressible: false))], Cancellation);
        await using var reading = Snapshots.ReadAsync(Samples.Site, 1, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await reading.MoveNextAsync());

        await Snapshots.SaveAsync(Samples.Site, Header(1) with { StateHash = "other" }, [Chunk("new", 1)], Cancellation);

        var names = new List<string> { reading.Current.Name };
        while (await reading.MoveNextAsync())
            names.Add(reading.Current.Name);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"c{i}"), names);
    }

    [Fact]
    public async Task Appends_go_on_while_a_snapshot_is_written()
    {
        IEnumerable<SnapshotChunk> Chunks()
        {
            yield return Chunk("first", 5_000_000);
            // The append is awaited in the middle of the snapshot: it would never end if the snapshot held it up.
            IAsyncResult append = Journal.AppendAsync(Samples.Site, Samples.Events("during", 3), Cancellation).AsTask();
            Assert.True(append.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(20)), "the append during the snapshot did not end within 20 s");
            yield return Chunk("second", 5_000_000);
        }

        await Snapshots.SaveAsync(Samples.Site, Header(1), Chunks(), Cancellation);

        await Journal.AssertSoundAsync(3);
        Assert.Equal(2, (await ReadAsync(1)).Count);
    }
}
