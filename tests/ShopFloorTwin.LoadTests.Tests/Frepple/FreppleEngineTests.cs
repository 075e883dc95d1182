using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.LoadTests.Frepple;

namespace ShopFloorTwin.LoadTests.Tests.Frepple;

/// <summary>frePPLe's own engine, where it is there.</summary>
public sealed class FreppleEngineTests
{
    private const string Variable = "TWIN_TEST_FREPPLE";

    private static async Task<FreppleProcess> StartAsync(PlantDocument plant)
    {
        var executable = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(executable), $"{Variable} does not name frePPLe's executable");
        var frepple = FreppleProcess.Start(executable);
        var file = Path.GetTempFileName();
        await using (var stream = File.Create(file))
            FreppleWriter.Write(plant, stream);
        await frepple.LoadAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);
        return frepple;
    }

    private static async Task<IReadOnlyDictionary<string, string?>> EndsAsync(FreppleProcess frepple, params IReadOnlyList<object> edits) =>
        (await frepple.PlanAsync(edits, withEnds: true, TestContext.Current.CancellationToken)).Ends!;

    [Fact]
    public async Task An_order_takes_its_minutes_in_the_hours_that_are_open_and_ends_when_it_is_due()
    {
        // Only the oven, around the clock: 20 pieces at a quarter of a minute. Due Monday 06:00; nothing keeps it from ending then.
        await using var frepple = await StartAsync(SmallPlant.Plant);

        Assert.Equal("2026-11-09T06:00:00", (await EndsAsync(frepple))["MO-1"]);
    }

    [Theory]
    [InlineData("08:00", "16:30", 10)]
    [InlineData("08:00", "16:30", 600)]
    [InlineData("22:00", "06:00", 600)]
    public async Task As_early_as_possible_both_end_an_order_at_the_same_time(string from, string to, double quantity)
    {
        // 10 pieces use what is on hand; 600 wait for the purchase order and take more than a shift.
        var plant = SmallPlant.Plant with
        {
            Calendars = [new CalendarSpec { Id = "day", Weekly = [SmallPlant.Hours(from, to, "mon", "tue", "wed", "thu", "fri")] }],
            Stock = [new StockSpec { Product = "BAR", OnHand = 1_140 + 20 }],
            Orders = [SmallPlant.Order("MO-1") with { Quantity = quantity }],
        };
        await using var frepple = await StartAsync(plant);

        var end = (await EndsAsync(frepple, new FreppleEdits(plant).AsEarlyAsPossible()))["MO-1"]!;

        // frePPLe asks again an hour later where it finds no time.
        var twin = new TwinSide(LocalSite.Picture(plant, PlannedBeliefs.Settings)).Ends()["MO-1"]!.Value;
        Assert.InRange((new LocalTime(plant.TimeZone).Read(end) - twin).TotalMinutes, -1, 61);
    }

    [Fact]
    public async Task A_generated_plant_is_planned_whole_and_the_same_again_once_a_change_is_taken_back()
    {
        var plant = Plants.Make(new PlantOptions(100, PlantOptions.NormalLoad, PlantOptions.FixedAsOf));
        await using var frepple = await StartAsync(plant);

        var before = await EndsAsync(frepple);
        var changed = await EndsAsync(frepple, new { kind = "status", demand = "MO-000050", value = "canceled" });

        Assert.All(before, one => Assert.NotNull(one.Value));
        Assert.Null(changed["MO-000050"]);
        Assert.Equal(before, await EndsAsync(frepple));
    }

    [Fact]
    public async Task Answers_are_heard_however_much_the_engine_has_to_say_of_an_overloaded_plant()
    {
        var plant = Plants.Make(new PlantOptions(1_000, PlantOptions.Overload, PlantOptions.FixedAsOf));
        await using var frepple = await StartAsync(plant);

        for (var i = 0; i < 5; i++)
            Assert.Equal(plant.Orders.Count, (await EndsAsync(frepple)).Count);
    }

    [Fact]
    public async Task A_change_of_what_is_not_there_is_refused_with_its_reason()
    {
        await using var frepple = await StartAsync(SmallPlant.Plant);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => EndsAsync(frepple, new { kind = "moved", demand = "MO-1" }));

        Assert.Contains("unknown change moved", refused.Message, StringComparison.Ordinal);
    }
}
