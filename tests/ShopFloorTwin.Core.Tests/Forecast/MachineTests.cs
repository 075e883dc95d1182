using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class MachineTests
{
    [Fact]
    public void A_machine_that_goes_down_delays_its_queue_and_is_the_cause_until_it_is_up_again()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("09:30")).Order("MO-2", "P", shop.At("10:30")).Import();
        var down = shop.Event("machine.state.v1", "work-center/MILL", """{"state":"aborted","reason":"spindle"}""");

        foreach (var order in new[] { "MO-1", "MO-2" })
        {
            var cause = shop.Forecast(order).Causes[0];
            Assert.Equal((CauseKind.WorkCenterDown, "work-center/MILL", down), (cause.Kind, cause.Subject, cause.Event));
        }
        Near.Time(shop.At("11:00"), shop.Forecast("MO-1").P50, 5);

        shop.Now = shop.Now.AddMinutes(10);
        shop.Event("machine.state.v1", "work-center/MILL", """{"state":"execute"}""");
        Near.Time(shop.At("09:10"), shop.Forecast("MO-1").P50);
        Assert.DoesNotContain(shop.Forecast("MO-1").Causes, c => c.Kind == CauseKind.WorkCenterDown);
    }

    [Fact]
    public void With_one_of_two_units_down_the_other_goes_on()
    {
        var shop = new Shop().WorkCenter("MILL", capacity: 2).Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("10:00")).Order("MO-2", "P", shop.At("10:10")).Import();
        shop.Event("machine.state.v1", "work-center/MILL", """{"state":"stopped","unit":"2"}""");

        Near.Time(shop.At("09:00"), shop.Forecast("MO-1").P50);
        Near.Time(shop.At("10:00"), shop.Forecast("MO-2").P50, 2);
    }

    [Fact]
    public void Running_work_on_a_machine_that_goes_down_waits_for_the_repair()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("09:30")).Import();
        shop.Event("operation.started.v1", "order/MO-1", """{"operation":"10","workCenter":"MILL"}""");
        var down = shop.Event("machine.state.v1", "work-center/MILL", """{"state":"held"}""");

        var forecast = shop.Forecast("MO-1");
        Near.Time(shop.At("11:00"), forecast.P50, 5);
        Assert.Equal((CauseKind.WorkCenterDown, down), (forecast.Causes[0].Kind, forecast.Causes[0].Event));
    }

    [Fact]
    public void An_order_fed_by_a_sub_order_on_the_broken_machine_names_the_machine()
    {
        var shop = new Shop().WorkCenter("MILL").WorkCenter("ASM").Made("SUB", "MILL:60").Made("P", "ASM:60", "SUB:1");
        shop.Order("MO-1", "P", shop.At("10:30")).Order("MO-2", "SUB", shop.At("09:30")).Import();
        var down = shop.Event("machine.state.v1", "work-center/MILL", """{"state":"stopped"}""");

        var cause = shop.Forecast("MO-1").Causes[0];
        Assert.Equal((CauseKind.WorkCenterDown, "work-center/MILL", down), (cause.Kind, cause.Subject, cause.Event));
        Assert.Equal(["work-center/MILL", "order/MO-2", "order/MO-1"], cause.Chain.Select(link => link.Subject));
    }
}
