namespace ShopFloorTwin.Storage.Tests;

public sealed class SqliteQuarantineTests : QuarantineTests<SqlitePlace>;

public sealed class PostgresQuarantineTests : QuarantineTests<PostgresPlace>;

/// <summary>What holds for the quarantine of every store.</summary>
public abstract class QuarantineTests<TPlace> : StoreTest<TPlace>
    where TPlace : StorePlace, new()
{
    IQuarantine Quarantine => Store.Quarantine;

    static QuarantineEntry Refused(string detail, string? eventId = "e-1", int bytes = 5) =>
        new(Samples.Morning, eventId, "unknown-order", detail, new byte[bytes]);

    [Fact]
    public async Task Refused_input_is_kept_whole_with_its_reason()
    {
        byte[] body = [0, 255, (byte)'{', 10];
        await Quarantine.AddAsync(Samples.Site, [new(Samples.Morning, null, "malformed", "the body ends early", body)], Cancellation);
        await ReopenAsync();

        var item = Assert.Single(await Quarantine.ListAsync(Samples.Site, null, 10, Cancellation));
        Assert.Equal(Samples.Morning.UtcTicks, item.Entry.ReceivedAt.UtcTicks);
        Assert.Null(item.Entry.EventId);
        Assert.Equal(("malformed", "the body ends early"), (item.Entry.RefusalType, item.Entry.Detail));
        Assert.Equal(body, item.Entry.Body.ToArray());
        Assert.Equal(item.Number, (await Quarantine.FindAsync(Samples.Site, item.Number, Cancellation))!.Number);
    }

    [Fact]
    public async Task It_is_listed_newest_first_page_by_page_and_per_site()
    {
        Assert.Equal(5, await Quarantine.AddAsync(Samples.Site, [.. Enumerable.Range(1, 5).Select(i => Refused($"{i}"))], Cancellation));
        await Quarantine.AddAsync("aachen", [Refused("other")], Cancellation);

        var first = await Quarantine.ListAsync(Samples.Site, null, 3, Cancellation);
        var second = await Quarantine.ListAsync(Samples.Site, first[^1].Number, 3, Cancellation);
        Assert.Equal(["5", "4", "3"], first.Select(i => i.Entry.Detail));
        Assert.Equal(["2", "1"], second.Select(i => i.Entry.Detail));
        Assert.Null(await Quarantine.FindAsync("aachen", first[0].Number, Cancellation));
        Assert.Empty(await Quarantine.ListAsync("nowhere", null, 3, Cancellation));
    }

    [Fact]
    public async Task What_is_removed_is_gone_and_only_from_its_own_site()
    {
        await Quarantine.AddAsync(Samples.Site, [Refused("a"), Refused("b")], Cancellation);
        await Quarantine.AddAsync("aachen", [Refused("c")], Cancellation);
        var newest = (await Quarantine.ListAsync(Samples.Site, null, 1, Cancellation))[0].Number;

        await Quarantine.RemoveAsync("aachen", newest, Cancellation);
        Assert.NotNull(await Quarantine.FindAsync(Samples.Site, newest, Cancellation));
        await Quarantine.RemoveAsync(Samples.Site, newest, Cancellation);
        await Quarantine.RemoveAsync(Samples.Site, newest, Cancellation);

        Assert.Equal("a", Assert.Single(await Quarantine.ListAsync(Samples.Site, null, 10, Cancellation)).Entry.Detail);
    }

    [Fact]
    public async Task A_full_quarantine_keeps_what_it_has_and_says_how_much_it_took()
    {
        const int large = 240_000;
        Assert.Equal(4, await Quarantine.AddAsync(Samples.Site, [.. Enumerable.Range(1, 6).Select(i => Refused($"{i}", bytes: large))], Cancellation));
        Assert.Equal(1, await Quarantine.AddAsync(Samples.Site, [Refused("too large", bytes: large), Refused("small")], Cancellation));
        Assert.Equal(1, await Quarantine.AddAsync("aachen", [Refused("another site")], Cancellation));

        var oldest = (await Quarantine.ListAsync(Samples.Site, null, 10, Cancellation))[^1];
        await Quarantine.RemoveAsync(Samples.Site, oldest.Number, Cancellation);
        Assert.Equal(1, await Quarantine.AddAsync(Samples.Site, [Refused("room again", bytes: large)], Cancellation));
    }

    [Fact]
    public async Task Text_that_no_database_likes_is_kept_readable()
    {
        await Quarantine.AddAsync(Samples.Site, [Refused("a\0b \ud800 c", eventId: "\0")], Cancellation);

        var item = Assert.Single(await Quarantine.ListAsync(Samples.Site, null, 10, Cancellation));
        Assert.StartsWith("a", item.Entry.Detail, StringComparison.Ordinal);
        Assert.EndsWith(" c", item.Entry.Detail, StringComparison.Ordinal);
    }
}
