using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Silo.Tests.Odoo;

public sealed class OdooFeedTests
{
    [Fact]
    public async Task An_arrival_moved_in_Odoo_puts_the_order_at_risk_because_of_the_supplier()
    {
        await using var plant = await OdooPlant.StartAsync();
        await plant.StepAsync();
        var before = (await plant.Twin.OrderAsync(OdooPlant.Order, null, default))!;
        Assert.Equal(Risk.OnTrack, before.Risk);

        plant.Peer.Edit("purchase.order.line", 70, new { date_planned = plant.In(15) });
        await plant.StepAsync();

        var order = (await plant.Twin.OrderAsync(OdooPlant.Order, null, default))!;
        Assert.True(order.Risk >= Risk.AtRisk, $"risk {order.Risk}, p {order.LateProbability}");
        var cause = order.Causes[0];
        Assert.Equal("supplierDelay", cause.Kind);
        Assert.StartsWith("purchase.order,7:", cause.Event, StringComparison.Ordinal);
        // The promise stands: what was due is still due, and is held against the supplier.
        var line = Assert.Single((await plant.Twin.SupplierAsync("V-101", null, default))!.OpenLines);
        Assert.True(line.Due < line.Expected);
    }

    [Fact]
    public async Task A_restart_beside_an_unchanged_Odoo_adds_nothing_to_the_journal()
    {
        await using var plant = await OdooPlant.StartAsync();
        await plant.StepAsync();
        var position = (await plant.Twin.HealthAsync(default)).JournalPosition;

        await plant.RestartAsync();
        await plant.StepAsync();
        await plant.StepAsync();
        Assert.Equal(position, (await plant.Twin.HealthAsync(default)).JournalPosition);
    }

    [Fact]
    public async Task What_happened_while_the_silo_was_down_is_known_after_it()
    {
        await using var plant = await OdooPlant.StartAsync();
        await plant.StepAsync();
        plant.Peer.Edit("purchase.order.line", 70, new { date_planned = plant.In(15) });
        plant.Peer.Edit("mrp.production", 4, new { state = "done", date_finished = plant.In(0) });
        await plant.RestartAsync();
        await plant.StepAsync();

        Assert.Equal(OrderState.Done, (await plant.Twin.OrderAsync(OdooPlant.Order, null, default))!.State);
        var line = Assert.Single((await plant.Twin.SupplierAsync("V-101", null, default))!.OpenLines);
        Assert.True(line.Due < line.Expected, "the date promised before the restart is still the one that counts");
    }

    [Fact]
    public async Task Odoo_away_is_one_line_and_one_exception_and_the_twin_goes_on()
    {
        await using var plant = await OdooPlant.StartAsync();
        await plant.StepAsync();
        await plant.Peer.GoAwayAsync();
        for (var i = 0; i < 20; i++)
            await plant.StepAsync(60);

        Assert.StartsWith("Odoo main is away (Transient)", Assert.Single(plant.Log), StringComparison.Ordinal);
        Assert.Equal(["odooAway"], await plant.ExceptionsAsync());
        Assert.NotNull(plant.Feed.AwaySince);
        Assert.NotNull(await plant.Twin.OrderAsync(OdooPlant.Order, null, default));

        await plant.Peer.ComeBackAsync();
        plant.Peer.Edit("mrp.production", 4, new { priority = "1" });
        // The client's breaker lets a try through after a while of real time.
        await WaitUntilAsync(async () =>
        {
            await plant.StepAsync(60);
            return plant.Feed.AwaySince is null;
        }, "Odoo is read again");
        Assert.Empty(await plant.ExceptionsAsync());
        Assert.Equal(1, (await plant.Twin.OrderAsync(OdooPlant.Order, null, default))!.Priority);
    }

    [Fact]
    public async Task What_cannot_be_taken_as_it_stands_is_an_exception_until_it_is_mended()
    {
        await using var plant = await OdooPlant.StartAsync();
        var line = plant.Peer.Add("mrp.bom.line", new { bom_id = 13, product_id = plant.Ids[2].Variant, product_qty = 1.0, product_uom_id = 12 });
        await plant.StepAsync();
        Assert.Equal(["unknownUnit"], await plant.ExceptionsAsync());

        plant.Peer.Edit("mrp.bom.line", line, new { product_uom_id = 1 });
        await plant.StepAsync(301);
        await plant.StepAsync();
        Assert.Empty(await plant.ExceptionsAsync());
    }

    [Fact]
    public async Task A_wrong_company_is_said_once_with_the_setting_and_the_mend()
    {
        await using var plant = await OdooPlant.StartAsync();
        plant.Peer.Add("res.company", new { name = "Other GmbH" });
        for (var i = 0; i < 5; i++)
            await plant.StepAsync(60);

        Assert.Contains("Odoo:main:Company: the user sees several: write one of 'Rig GmbH', 'Other GmbH'", Assert.Single(plant.Log));
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition, string what)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(30);
        while (!await condition())
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"waited in vain: {what}");
    }
}
