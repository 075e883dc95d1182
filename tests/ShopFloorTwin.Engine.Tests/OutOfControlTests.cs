using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Control;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedOutOfControlTests : OutOfControlTests<SqlitePlace, EmbeddedMaker>;

/// <summary>Measurements out of control, on a running engine that decides.</summary>
public abstract class OutOfControlTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    protected OutOfControlTests() => Options = Options with
    {
        DecisionInterval = TimeSpan.FromSeconds(1),
        IdleForecastInterval = TimeSpan.FromSeconds(5),
        Rules = DecisionRules.Default with { Rules = RuleSettings.Names.ToDictionary(name => name, name => DecisionRules.Default[name] with { Enabled = false }) },
    };

    [Fact]
    public async Task A_measurement_that_shifts_opens_one_exception_that_is_cleared_when_it_is_back()
    {
        var site = await PlantAsync();
        await ShowAsync(site, Bore(0, 100, 12.5));
        await ShowAsync(site, Bore(100, 20, 12.6));

        Assert.Equal("work-center/WC-MILL", Assert.Single(await UntilAsync(site, 1)).About);
        Assert.Equal("shift", Assert.Single((await site.WorkCenterAsync("WC-MILL", null, Cancellation))!.Signals).Kind);

        await ShowAsync(site, Bore(120, 60, 12.5));
        await UntilAsync(site, 0);
    }

    private static CloudEvent[] Bore(int from, int count, double mean)
    {
        var random = new Random(from);
        return [.. Enumerable.Range(from, count).Select(i => Shop.Event($"bore-{i}", new MachineMeasurementData("bore", mean + 0.02 * (random.NextDouble() + random.NextDouble() - 1), "mm", null, null, null) { Entity = "WC-MILL" }, at: Shop.Morning.AddMinutes(i / 10.0)))];
    }

    private async Task<IReadOnlyList<Core.Exceptions.ExceptionView>> UntilAsync(ISiteTwin site, int count)
    {
        IReadOnlyList<Core.Exceptions.ExceptionView> found = [];
        await Within.Condition(async () =>
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            found = [.. (await site.ExceptionsAsync(new ListQuery(), Cancellation)).Items.Where(one => one.Kind == ControlExceptions.Kind)];
            return found.Count == count;
        });
        return found;
    }
}
