using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Engine.Pictures;

namespace ShopFloorTwin.Engine.Tests;

/// <summary>Long work beside a live site rests while something happens there.</summary>
public sealed class SideRestTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<double> _rests = [];
    private long _position = 7;

    private SideRest New() => new(() => _position, _time, span =>
    {
        _rests.Add(span.TotalMilliseconds);
        _time.Advance(span);
    });

    private void Step(SideRest rest, double milliseconds, bool isBusy)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _position += isBusy ? 500 : 0;
        rest.Take();
    }

    [Fact]
    public void After_a_step_in_which_events_came_it_rests_as_long_as_the_step_took()
    {
        var rest = New();
        Step(rest, 300, isBusy: true);
        Step(rest, 200, isBusy: true);
        Assert.Equal([300, 200], _rests);
    }

    [Fact]
    public void Where_nothing_happens_it_goes_on_at_once()
    {
        var rest = New();
        Step(rest, 300, isBusy: false);
        Step(rest, 300, isBusy: true);
        Step(rest, 300, isBusy: false);
        Assert.Equal([300], _rests);
    }

    [Fact]
    public void A_long_step_is_not_followed_by_a_long_rest()
    {
        Step(New(), 60_000, isBusy: true);
        Assert.Equal([2_000], _rests);
    }
}
