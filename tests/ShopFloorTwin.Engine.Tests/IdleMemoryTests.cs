using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Engine.Live;

namespace ShopFloorTwin.Engine.Tests;

/// <summary>What a burst of work leaves of memory goes back to the system when the sites rest.</summary>
public sealed class IdleMemoryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly IdleMemory _memory;
    private long? _position = 7;
    private long _allocated = IdleMemory.Allocated;
    private TimeSpan _takes;
    private int _times;

    public IdleMemoryTests() => _memory = new IdleMemory(() => _position, () => _allocated, GiveBack, _time);

    public void Dispose() => _memory.Dispose();

    private void GiveBack()
    {
        _times++;
        _time.Advance(_takes);
    }

    private void Pass(TimeSpan time)
    {
        for (var at = TimeSpan.Zero; at < time; at += IdleMemory.Look)
            _time.Advance(IdleMemory.Look);
    }

    [Fact]
    public void Memory_is_given_back_once_behind_a_burst()
    {
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _times);
    }

    [Fact]
    public void It_is_not_given_back_while_events_come()
    {
        for (var second = 0; second < 60; second++)
        {
            _position++;
            Pass(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(0, _times);
    }

    [Fact]
    public void It_is_not_given_back_while_somebody_waits_for_an_answer()
    {
        _position = null;
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _times);
    }

    [Fact]
    public void It_is_given_back_again_when_as_much_was_allocated_since()
    {
        Pass(TimeSpan.FromMinutes(1));
        _allocated += IdleMemory.Allocated;
        Pass(IdleMemory.Interval);
        Assert.Equal(2, _times);
    }

    [Fact]
    public void Nothing_stands_still_where_little_was_allocated()
    {
        _allocated = IdleMemory.Allocated - 1;
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _times);
    }

    [Fact]
    public void A_large_site_stands_still_for_no_larger_share_of_the_time()
    {
        _takes = TimeSpan.FromSeconds(0.6);
        for (var minute = 0; minute < 60; minute++)
        {
            _allocated += IdleMemory.Allocated;
            Pass(TimeSpan.FromMinutes(1));
        }
        Assert.InRange(_times, 5, 6);
    }
}
