using ShopFloorTwin.Engine.Changes;
using ShopFloorTwin.Engine.Tests.Fixtures;

namespace ShopFloorTwin.Engine.Tests;

public sealed class ChangeRingTests
{
    private readonly ChangeRing _ring = new(epoch: 0xABC, capacity: 10, maxSubscribers: 2);

    [Fact]
    public async Task A_reader_that_is_overtaken_is_told_to_read_anew_and_goes_on_from_there()
    {
        await using var reader = _ring.FollowAsync(null, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        Add(11);
        Assert.Equal(("reset", "abc-11"), await NextAsync(reader));
        Add(1);
        Assert.Equal(("risk", "abc-12"), await NextAsync(reader));
    }

    [Fact]
    public async Task Everything_that_is_kept_is_replayed()
    {
        Add(15);
        await using var reader = _ring.FollowAsync("abc-5", TestContext.Current.CancellationToken).GetAsyncEnumerator();
        for (var number = 6; number <= 15; number++)
            Assert.Equal(("risk", $"abc-{number}"), await NextAsync(reader));
    }

    [Fact]
    public async Task One_too_many_streams_are_refused_until_one_ends()
    {
        var first = _ring.FollowAsync("other", TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await using var second = _ring.FollowAsync("other", TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await NextAsync(first);
        await NextAsync(second);
        Assert.Throws<OverloadedException>(() => _ring.FollowAsync(null, TestContext.Current.CancellationToken));
        await first.DisposeAsync();

        await using var third = _ring.FollowAsync("other", TestContext.Current.CancellationToken).GetAsyncEnumerator();
        Assert.Equal(("reset", "abc-0"), await NextAsync(third));
    }

    private void Add(int count) => _ring.Add([.. Enumerable.Repeat(("risk", (ReadOnlyMemory<byte>)"{}"u8.ToArray()), count)]);

    private static async Task<(string, string)> NextAsync(IAsyncEnumerator<SiteChange> reader)
    {
        Assert.True(await Within.Time(reader.MoveNextAsync()));
        return (reader.Current.Kind, reader.Current.Id);
    }
}
