using System.Text;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.Events;

public sealed class EventDataTests
{
    public static TheoryData<int> Samples => [.. Enumerable.Range(0, SampleEvents.All.Count)];

    [Fact]
    public void There_is_a_sample_of_every_type() =>
        Assert.Equal(EventCatalog.Types, SampleEvents.All.Select(data => EventWriter.NameOf(data).Type).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_the_product_writes_it_reads_as_the_same(int sample)
    {
        var data = SampleEvents.All[sample];

        var reading = EventReader.Read(SampleEvents.Body(data));

        Assert.Null(reading.Refusal);
        Assert.Equal(data.Entity, reading.Event!.Data.Entity);
        Assert.Equal(SampleEvents.Time, reading.Event.Time);
        Assert.Equal(Encoding.UTF8.GetString(SampleEvents.Body(data)), Encoding.UTF8.GetString(SampleEvents.Body(reading.Event.Data)));
        Assert.IsType(data.GetType(), reading.Event.Data);
    }

    [Theory]
    [InlineData("machine.state.v1", "work-center/WC", "{}", "data.state is missing")]
    [InlineData("machine.state.v1", "work-center/WC", """{"state":"broken"}""", "data.state must be a PackML state: undefined idle starting execute completing complete resetting holding held unholding suspending suspended unsuspending stopping stopped aborting aborted clearing")]
    [InlineData("machine.state.v1", "work-center/WC", """{"state":"1"}""", "data.state must be a PackML state: undefined idle starting execute completing complete resetting holding held unholding suspending suspended unsuspending stopping stopped aborting aborted clearing")]
    [InlineData("machine.state.v1", "work-center/WC", """{"state":7}""", "data.state must be text")]
    [InlineData("machine.state.v1", "work-center/WC", "\"held\"", "data must be an object")]
    [InlineData("machine.state.v1", "work-center/WC", "[]", "data must be an object")]
    [InlineData("machine.count.v1", "work-center/WC", """{"good":1,"scrap":0}""", "data.mode is missing")]
    [InlineData("machine.count.v1", "work-center/WC", """{"good":1,"scrap":0,"mode":"sum"}""", "data.mode must be delta or total")]
    [InlineData("machine.count.v1", "work-center/WC", """{"good":-1,"scrap":0,"mode":"delta"}""", "data.good must be a number from 0 to 1000000000")]
    [InlineData("machine.count.v1", "work-center/WC", """{"good":"NaN","scrap":0,"mode":"delta"}""", "data.good must be a number")]
    [InlineData("machine.count.v1", "work-center/WC", """{"good":1e999,"scrap":0,"mode":"delta"}""", "data.good must be a finite number")]
    [InlineData("machine.measurement.v1", "work-center/WC", """{"characteristic":"d"}""", "data.value is missing")]
    [InlineData("machine.measurement.v1", "work-center/WC", """{"characteristic":"d","value":1,"lower":2,"upper":1}""", "data.lower must not be above upper")]
    [InlineData("machine.alarm.v1", "work-center/WC", """{"code":"1"}""", "data.active is missing")]
    [InlineData("machine.alarm.v1", "work-center/WC", """{"code":"1","active":"yes"}""", "data.active must be true or false")]
    [InlineData("maintenance.planned.v1", "work-center/WC", """{"from":"2026-11-02T05:00:00Z","to":"2026-11-02T05:00:00Z"}""", "data.to must be later than from")]
    [InlineData("maintenance.planned.v1", "work-center/WC", """{"from":"2026-11-02T05:00:00Z","to":"9999-11-02T05:00:00Z"}""", "data.to must lie between the years 2000 and 2100")]
    [InlineData("operation.started.v1", "order/MO", "{}", "data.operation is missing")]
    [InlineData("operation.started.v1", "order/MO", """{"operation":""}""", "data.operation must have 1 to 128 characters, no control characters among them")]
    [InlineData("order.released.v1", "order/MO", """{"id":"MO","product":"P"}""", "data lacks quantity")]
    [InlineData("order.released.v1", "order/MO", """{"id":"MO","product":"P","quantity":"5"}""", "data.quantity must be a number")]
    [InlineData("order.released.v1", "order/MO", """{"id":"MO","product":"P","quantity":5,"priority":10}""", "data.priority must be 0 to 9")]
    [InlineData("order.released.v1", "order/MO", """{"id":"MO","product":"P","quantity":5,"operations":[{"operation":"10"},{"operation":"10"}]}""", "data.operations[1].operation is there twice: '10'")]
    [InlineData("order.released.v1", "order/MO", """{"id":"MO-2","product":"P","quantity":5}""", "data.id must be the subject's order")]
    [InlineData("order.released.v1", "order/MO", "null", "data must be the order, or a part of it")]
    [InlineData("order.changed.v1", "order/MO", """{"quantity":-5}""", "data.quantity must be a number from 0 to 1000000000")]
    [InlineData("order.changed.v1", "order/MO", """{"due":"soon"}""", "data.due must be a time with offset, as 2026-11-02T05:00:00Z or 2026-11-02T06:00:00+01:00")]
    [InlineData("quality.result.v1", "order/MO", """{"characteristic":"d","value":1}""", "data.pass is missing")]
    [InlineData("supplier.delayed.v1", "purchase-order/PO", """{"line":"1"}""", "data.date is missing")]
    [InlineData("supplier.delayed.v1", "purchase-order/PO", """{"line":"1","date":"2026-11-02"}""", "data.date must be a time with offset, as 2026-11-02T05:00:00Z or 2026-11-02T06:00:00+01:00")]
    [InlineData("supplier.shipped.v1", "purchase-order/PO", """{"asn":"A"}""", "data.lines is missing")]
    [InlineData("supplier.shipped.v1", "purchase-order/PO", """{"lines":[{"line":"1"},{"quantity":5}]}""", "data.lines[1] must name its line")]
    [InlineData("supplier.shipped.v1", "purchase-order/PO", """{"lines":[{"line":"1","quantity":-5}]}""", "data.lines[0].quantity must be a number from 0 to 1000000000")]
    [InlineData("stock.level.v1", "component/C", """{"onHold":5}""", "data.onHand is missing")]
    [InlineData("stock.received.v1", "component/C", """{"quantity":1e10}""", "data.quantity must be a number from 0 to 1000000000")]
    [InlineData("plant.imported.v1", "site/lyon", """{"site":"paris"}""", "data.site must be the subject's site")]
    [InlineData("plant.imported.v1", "site/lyon", """{"site":"lyon","timeZone":"X","orders":[{"id":"MO","product":"P","quantity":1}]}""", "data.timeZone must be an IANA time zone, as Europe/Paris (and 1 more)")]
    public void What_is_wrong_in_data_is_named_by_its_path(string type, string subject, string data, string detail) =>
        Assert.Equal(new Refusal("invalid-data", detail), SampleEvents.Read(type, subject, data).Refusal);

    [Theory]
    [InlineData("HELD", MachineState.Held)]
    [InlineData("Execute", MachineState.Execute)]
    [InlineData("unsuspending", MachineState.Unsuspending)]
    public void PackML_states_are_read_in_any_case(string name, MachineState state) =>
        Assert.Equal(state, ((MachineStateData)SampleEvents.Read(EventTypes.MachineState, "work-center/WC", $$"""{"state":"{{name}}"}""").Event!.Data).State);

    [Fact]
    public void A_code_or_severity_may_be_a_number() =>
        Assert.Equal(
            new MachineAlarmData("17", "2", null, true) { Entity = "WC" },
            SampleEvents.Read(EventTypes.MachineAlarm, "work-center/WC", """{"code":17,"severity":2,"active":true}""").Event!.Data);

    [Fact]
    public void A_shipment_may_name_its_lines_only() =>
        Assert.Equal(
            [new ShippedLine("1", null), new ShippedLine("2", 5)],
            ((SupplierShippedData)SampleEvents.Read(EventTypes.SupplierShipped, "purchase-order/PO", """{"lines":["1",{"quantity":5,"odd":{},"line":"2"}],"asn":"A"}""").Event!.Data).Lines);

    [Fact]
    public void Of_a_changed_order_only_what_is_present_changes() =>
        Assert.Equal(
            new OrderChange { Priority = 3 },
            ((OrderChangedData)SampleEvents.Read(EventTypes.OrderChanged, "order/MO", """{"priority":3,"customer":null,"odd":1}""").Event!.Data).Change);

    [Fact]
    public void An_order_is_done_without_any_data() =>
        Assert.Equal(
            new OrderDoneData { Entity = "MO-1" },
            SampleEvents.Read("""{"specversion":"1.0","id":"1","source":"/erp","type":"order.done.v1","subject":"order/MO-1","time":"2026-11-02T05:00:00Z"}""").Event!.Data);
}
