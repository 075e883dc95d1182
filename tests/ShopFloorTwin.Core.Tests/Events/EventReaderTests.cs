using System.Text;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.Events;

public sealed class EventReaderTests
{
    [Fact]
    public void An_event_is_read_with_its_attributes_data_and_exact_bytes()
    {
        var body = Encoding.UTF8.GetBytes(
            """{ "specversion":"1.0", "id":"evt-1", "source":"/plc/7", "type":"machine.state.v1", "subject":"work-center/WC-MILL", "time":"2026-11-02T06:00:00+01:00", "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "data":{"state":"HELD","reason":"jam","odd":[1,{"x":2}]} }""");

        var read = EventReader.Read(body).Event!;

        Assert.Equal(("/plc/7", "evt-1", EventTypes.MachineState, "work-center/WC-MILL"), (read.Source, read.Id, read.Type, read.Subject));
        Assert.Equal(SampleEvents.Time, read.Time);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", read.TraceParent);
        Assert.Equal(new MachineStateData(MachineState.Held, null, "jam", null) { Entity = "WC-MILL" }, read.Data);
        Assert.True(read.Body.Span.SequenceEqual(body));
    }

    [Fact]
    public void Attributes_may_come_in_any_order_with_data_first()
    {
        var json = SampleEvents.Json(SampleEvents.All[1]);
        var turned = new JsonObject(json.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        Assert.Equal(SampleEvents.All[1], SampleEvents.Read(turned.ToJsonString()).Event!.Data);
    }

    [Fact]
    public void Escapes_in_names_and_values_mean_what_they_say()
    {
        var read = SampleEvents.Read(
            """{"specversion":"1.0","i\u0064":"evt-\u0031","source":"\/mes","type":"machine.state.\u00761","subject":"work-center\/WC-\u00c9","time":"2026-11-02T05:00:00Z","data":{"\u0073tate":"he\u006cd"}}""").Event!;

        Assert.Equal(("evt-1", "/mes", "work-center/WC-É"), (read.Id, read.Source, read.Subject));
        Assert.Equal(new MachineStateData(MachineState.Held, null, null, null) { Entity = "WC-É" }, read.Data);
    }

    [Theory]
    [InlineData("specversion")]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    [InlineData("subject")]
    [InlineData("time")]
    public void A_missing_attribute_makes_the_event_malformed(string attribute)
    {
        Assert.Equal(new Refusal("malformed", $"{attribute} is missing"), SampleEvents.ReadAfter(json => json.Remove(attribute)).Refusal);
        Assert.Equal(new Refusal("malformed", $"{attribute} is missing"), SampleEvents.ReadAfter(json => json[attribute] = null).Refusal);
        Assert.Equal(new Refusal("malformed", $"{attribute} must be text"), SampleEvents.ReadAfter(json => json[attribute] = 7).Refusal);
    }

    [Theory]
    [InlineData("specversion", "0.3", "specversion must be 1.0")]
    [InlineData("id", "", "id must have 1 to 256 characters, no control characters among them")]
    [InlineData("id", "evt\u0000", "id must have 1 to 256 characters, no control characters among them")]
    [InlineData("source", "", "source must have 1 to 512 characters, no control characters among them")]
    [InlineData("datacontenttype", "text/xml", "datacontenttype must be application/json")]
    [InlineData("time", "2026-11-02 05:00", "time must be a time with offset, as 2026-11-02T05:00:00Z or 2026-11-02T06:00:00+01:00")]
    [InlineData("time", "yesterday", "time must be a time with offset, as 2026-11-02T05:00:00Z or 2026-11-02T06:00:00+01:00")]
    public void A_wrong_attribute_makes_the_event_malformed(string attribute, string value, string detail) =>
        Assert.Equal(new Refusal("malformed", detail), SampleEvents.ReadAfter(json => json[attribute] = value).Refusal);

    [Fact]
    public void An_id_has_at_most_256_characters_and_a_source_512()
    {
        Assert.NotNull(SampleEvents.ReadAfter(json => json["id"] = new string('x', 256)).Event);
        Assert.NotNull(SampleEvents.ReadAfter(json => json["source"] = new string('x', 512)).Event);
        Assert.Equal("malformed", SampleEvents.ReadAfter(json => json["id"] = new string('x', 257)).Refusal!.Type);
        Assert.Equal("malformed", SampleEvents.ReadAfter(json => json["source"] = new string('x', 513)).Refusal!.Type);
    }

    [Fact]
    public void An_unknown_type_is_refused_by_name_and_keeps_its_id() =>
        Assert.Equal(
            new EventReading(null, new Refusal("unknown-type", "type 'machine.state.v2' is not known"), "evt-1"),
            SampleEvents.ReadAfter(json => json["type"] = "machine.state.v2"));

    [Theory]
    [InlineData("order/MO-1")]
    [InlineData("WC-MILL")]
    [InlineData("work-center/")]
    [InlineData("work-center/a\u0007")]
    [InlineData("")]
    public void A_subject_of_another_kind_is_refused(string subject) =>
        Assert.Equal(
            new Refusal("invalid-data", "subject must be work-center/{id} for machine.state.v1"),
            SampleEvents.ReadAfter(json => json["subject"] = subject).Refusal);

    [Fact]
    public void A_quality_hold_is_about_an_order_or_a_component_and_nothing_else()
    {
        Assert.Equal(QualitySubject.Order, ((QualityHoldData)SampleEvents.Read(EventTypes.QualityHold, "order/MO-1", "{}").Event!.Data).About);
        Assert.Equal(QualitySubject.Component, ((QualityHoldData)SampleEvents.Read(EventTypes.QualityHold, "component/C-10", "{}").Event!.Data).About);
        Assert.Equal(
            "subject must be order/{id} or component/{id} for quality.hold.v1",
            SampleEvents.Read(EventTypes.QualityHold, "work-center/WC", "{}").Refusal!.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{\"specversion\":\"1.0\",}")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_is_no_JSON_object_is_malformed(string text) => Assert.Equal("malformed", SampleEvents.Read(text).Refusal!.Type);

    [Fact]
    public void An_event_that_goes_too_deep_is_malformed() =>
        Assert.Equal("malformed", SampleEvents.Read(EventTypes.OrderDone, "order/MO-1", $"{{\"x\":{new string('[', 31)}{new string(']', 31)}}}").Refusal!.Type);

    [Fact]
    public void An_event_larger_than_256_KB_is_refused_as_too_large() =>
        Assert.Equal("too-large", SampleEvents.ReadAfter(json => json["note"] = new string('x', Limits.EventBytes)).Refusal!.Type);

    [Fact]
    public void A_plant_document_may_be_larger_than_other_events()
    {
        var json = SampleEvents.Json(SampleEvents.All[^1]);
        json["data"]!["note"] = new string('x', Limits.EventBytes);

        Assert.NotNull(SampleEvents.Read(json.ToJsonString()).Event);
    }

    [Fact]
    public void Of_a_name_given_twice_the_last_one_counts() =>
        Assert.Equal(2, ((StockLevelData)SampleEvents.Read(EventTypes.StockLevel, "component/C", """{"onHand":1,"onHand":2}""").Event!.Data).OnHand);

    [Fact]
    public void Equal_texts_of_different_events_are_one_string_in_memory()
    {
        var first = SampleEvents.Read(EventTypes.StockConsumed, "component/C-77", """{"quantity":1,"order":"MO-77"}""").Event!;
        var second = SampleEvents.Read(EventTypes.StockConsumed, "component/C-77", """{"quantity":2,"order":"MO-77"}""").Event!;

        Assert.Same(first.Subject, second.Subject);
        Assert.Same(first.Data.Entity, second.Data.Entity);
        Assert.Same(((StockConsumedData)first.Data).Order, ((StockConsumedData)second.Data).Order);
    }
}
