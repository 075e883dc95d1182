using ShopFloorTwin.Core.Learning.Waiting;

namespace ShopFloorTwin.Core.Tests.Learning;

public sealed class WaitLearningTests
{
    private readonly Forecast.Shop _shop = new Forecast.Shop().WorkCenter("SAW").WorkCenter("DRILL").Made("BOX", "SAW:60 DRILL:60");

    /// <summary>Each order is sawn at once and drilled so many minutes after the saw is done, though the drill is free.</summary>
    private void Live(int orders, double wait)
    {
        for (var i = 0; i < orders; i++)
            _shop.Order($"MO-{i}", "BOX", null);
        _shop.Order("NEXT", "BOX", null).Import();
        for (var i = 0; i < orders; i++)
        {
            Report($"MO-{i}", "10", "SAW");
            _shop.Now = _shop.Now.AddMinutes(wait);
            Report($"MO-{i}", "20", "DRILL");
        }
    }

    private void Report(string order, string operation, string workCenter)
    {
        _shop.Event("operation.started.v1", $"order/{order}", $$"""{"operation":"{{operation}}","workCenter":"{{workCenter}}"}""");
        _shop.Now = _shop.Now.AddMinutes(60);
        _shop.Event("operation.completed.v1", $"order/{order}", $$"""{"operation":"{{operation}}","workCenter":"{{workCenter}}"}""");
    }

    [Fact]
    public void Work_that_starts_as_soon_as_it_can_is_expected_to()
    {
        Live(20, wait: 0);

        Assert.Equal(120, (_shop.Forecast("NEXT").P50 - _shop.Now).TotalMinutes, 5.0);
    }

    [Fact]
    public void Work_that_always_waits_though_a_unit_is_free_is_expected_to_wait()
    {
        Live(20, wait: 90);

        Assert.InRange((_shop.Forecast("NEXT").P50 - _shop.Now).TotalMinutes, 120 + 70, 120 + 110);
    }

    [Fact]
    public void A_few_waits_are_no_habit()
    {
        Live(5, wait: 90);

        Assert.Equal(120, (_shop.Forecast("NEXT").P50 - _shop.Now).TotalMinutes, 5.0);
    }

    [Fact]
    public void The_longer_a_wait_has_lasted_the_less_is_left_of_it()
    {
        float[] waits = [.. Enumerable.Range(1, 100).Select(minute => (float)minute)];

        Assert.Equal(51, Core.Forecast.WaitSoFar.Rest(waits, 0, 0.5f));
        Assert.Equal(11, Core.Forecast.WaitSoFar.Rest(waits, 80, 0.5f));
    }
}
