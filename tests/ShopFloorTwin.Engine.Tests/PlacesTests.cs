using ShopFloorTwin.Engine.Pictures;
using ShopFloorTwin.Engine.Tests.Fixtures;

namespace ShopFloorTwin.Engine.Tests;

/// <summary>Who gets a place for work beside the live site.</summary>
public sealed class PlacesTests : IDisposable
{
    private readonly Places _places = new(atOnce: 1, waiting: 2, perCaller: 2, "studies", TimeSpan.FromSeconds(7));
    private readonly ManualResetEventSlim _held = new();

    public void Dispose()
    {
        _held.Set();
        _held.Dispose();
    }

    private Task<string> HoldAsync(string caller, CancellationToken cancellation = default) => _places.RunAsync(
        caller,
        () =>
        {
            Assert.True(_held.Wait(TimeSpan.FromSeconds(30), CancellationToken.None), "the test let go of the work");
            return caller;
        },
        cancellation);

    [Fact]
    public async Task A_caller_has_so_many_under_way_and_another_one_its_own()
    {
        Task<string>[] mine = [HoldAsync("k1"), HoldAsync("k1")];
        var refused = await Assert.ThrowsAsync<OverloadedException>(() => HoldAsync("k1"));
        var other = HoldAsync("k2");

        Assert.Equal(("2 studies of this caller are under way, which is the limit. Wait for one, or end it.", TimeSpan.FromSeconds(7)), (refused.Message, refused.RetryAfter));
        _held.Set();
        Assert.Equal(["k1", "k1", "k2"], await Within.Time(Task.WhenAll([.. mine, other])));
        Assert.Equal("k1", await Within.Time(HoldAsync("k1")));
    }

    [Fact]
    public async Task So_many_wait_and_the_next_is_told_to_come_back()
    {
        Task<string>[] three = [HoldAsync("k1"), HoldAsync("k2"), HoldAsync("k3")];
        Assert.StartsWith("2 studies wait", (await Assert.ThrowsAsync<OverloadedException>(() => HoldAsync("k4"))).Message, StringComparison.Ordinal);
        _held.Set();
        await Within.Time(Task.WhenAll(three));
    }

    [Fact]
    public async Task One_that_is_given_up_while_it_waits_gives_its_place_in_the_queue_back()
    {
        using var stop = new CancellationTokenSource();
        var first = HoldAsync("k1");
        var given = HoldAsync("k1", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        var next = HoldAsync("k1");
        _held.Set();
        await Within.Time(Task.WhenAll(first, next));
    }

    [Fact]
    public async Task Work_that_fails_gives_its_place_back()
    {
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(() => _places.RunAsync<int>("k1", () => throw new InvalidOperationException(), CancellationToken.None));
        _held.Set();
        Assert.Equal("k1", await Within.Time(HoldAsync("k1")));
    }
}
