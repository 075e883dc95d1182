using System.Text;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Plant;

public sealed class PlantReaderTests
{
    private static PlantReading Read(string json) => PlantReader.Read(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void The_example_reads_with_every_value_in_its_place()
    {
        var plant = ExamplePlant.Document();

        var order = Assert.Single(plant.Orders);
        Assert.Equal(OrderState.Confirmed, order.State);
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 16, 0, 0, TimeSpan.Zero), order.Due);
        Assert.Equal("Émile", order.Customer);
        Assert.Equal(OperationState.Ready, order.Operations![0].State);
        Assert.Equal(2, plant.WorkCenters[0].Capacity);
        Assert.Equal(500, plant.PurchaseOrders[0].Lines[0].Quantity);
        Assert.Null(plant.PurchaseOrders[0].Lines[0].Confirmed);
    }

    [Fact]
    public void What_is_left_out_takes_its_default()
    {
        var plant = Read("""{"site":"lyon","workCenters":[{"id":"WC"}],"products":[{"id":"P"}],"orders":[{"id":"MO","product":"P","quantity":1}]}""").Document!;

        Assert.Equal((1, 1.0), (plant.WorkCenters[0].Capacity, plant.WorkCenters[0].Efficiency));
        Assert.Equal((OrderState.Confirmed, 0), (plant.Orders[0].State, plant.Orders[0].Priority));
        Assert.Null(plant.Orders[0].Operations);
        Assert.Equal(("UTC", "EUR"), (plant.TimeZone, plant.Currency));
    }

    [Fact]
    public void Times_are_taken_as_UTC_whatever_their_offset()
    {
        var plant = Read("""{"site":"lyon","asOf":"2026-11-02T06:00:00.5+01:00"}""").Document!;

        Assert.Equal(new DateTimeOffset(2026, 11, 2, 5, 0, 0, 500, TimeSpan.Zero), plant.AsOf);
        Assert.Equal(TimeSpan.Zero, plant.AsOf!.Value.Offset);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal("lyon", PlantReader.Read([0xEF, 0xBB, 0xBF, .. """{"site":"lyon"}"""u8]).Document!.Site);

    [Theory]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P","quantity":"five"}]}""", "$.orders[0].quantity", "must be a number")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P"}]}""", "$.orders[0]", "lacks quantity")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P","quantity":1,"state":"paused"}]}""", "$.orders[0].state", "must be one of draft, confirmed, inProgress, done, cancelled")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P","quantity":1,"state":1}]}""", "$.orders[0].state", "must be one of draft, confirmed, inProgress, done, cancelled")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO","product":"P","quantity":1,"state":"draft, confirmed"}]}""", "$.orders[0].state", "must be one of draft, confirmed, inProgress, done, cancelled")]
    [InlineData("""{"site":"lyon","orders":{}}""", "$.orders", "must be a list")]
    [InlineData("""{"site":"lyon","orders":null}""", "$.orders", "must not be null")]
    [InlineData("""{"site":"lyon","orders":[null]}""", "$.orders[0]", "must not be null")]
    [InlineData("""{"site":"lyon","workCenters":[{"id":"A","capacity":1.5}]}""", "$.workCenters[0].capacity", "must be a whole number")]
    [InlineData("""{"site":"lyon","workCenters":[{"id":7}]}""", "$.workCenters[0].id", "must be text")]
    [InlineData("""{"site":"lyon","calendars":[{"id":"A","exceptions":[{"date":"2026-01-01","closed":"yes"}]}]}""", "$.calendars[0].exceptions[0].closed", "must be true or false")]
    [InlineData("""{"site":"lyon","asOf":"2026-11-02T05:00:00"}""", "$.asOf", "must be a time with offset, as 2026-11-02T05:00:00Z or 2026-11-02T06:00:00+01:00")]
    [InlineData("""{"name":"Lyon"}""", "$", "lacks site")]
    [InlineData("""null""", "$", "must be an object")]
    [InlineData("""[]""", "$", "must be an object")]
    public void A_wrong_type_is_named_by_its_path(string json, string path, string detail) =>
        Assert.Equal([new PlantProblem(path, detail)], Read(json).Problems);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"site":"lyon"}}""")]
    [InlineData("""{"site":"ly""")]
    [InlineData("""{"site":"lyon","orders":[{"id":"MO",]}""")]
    public void Broken_JSON_is_said_to_be_broken_and_where(string json)
    {
        var problem = Assert.Single(Read(json).Problems);

        Assert.StartsWith("is not well-formed JSON: ", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("line 1, byte ", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_goes_too_deep_is_refused()
    {
        var deep = new string('[', 40) + new string(']', 40);

        Assert.Contains("depth", Assert.Single(Read($$"""{"site":"lyon","x":{{deep}}}""").Problems).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        Assert.Equal([new PlantProblem("$", "is not valid UTF-8")], PlantReader.Read([.. "{\"site\":\""u8, 0xFF, .. "\"}"u8]).Problems);

    [Fact]
    public void A_number_beyond_all_bounds_is_a_problem_at_its_path() =>
        Assert.Equal("$.orders[0].quantity", Assert.Single(ExamplePlant.ReadAfter(json => json["orders"]![0]!["quantity"] = JsonNode.Parse("1e999")).Problems).Path);
}
