using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Plant;

public sealed class PlantValidatorTests
{
    private static string[] ProblemsAfter(Action<JsonObject> change) => [.. ExamplePlant.ReadAfter(change).Problems.Select(problem => problem.ToString())];

    /// <summary>Sets the member at a path of the example, as <c>orders/0/quantity</c>, to a JSON value.</summary>
    private static PlantReading ReadWith(string path, string value) => ExamplePlant.ReadAfter(json =>
    {
        var names = path.Split('/');
        JsonNode node = json;
        foreach (var name in names[..^1])
            node = int.TryParse(name, out var index) ? node[index]! : node[name]!;
        if (int.TryParse(names[^1], out var last))
            node[last] = JsonNode.Parse(value);
        else
            node[names[^1]] = JsonNode.Parse(value);
    });

    [Fact]
    public void The_example_is_sound() => Assert.Empty(PlantValidator.Validate(ExamplePlant.Document()));

    [Theory]
    [InlineData("schema", "\"shopfloortwin/plant/v2\"", "$.schema")]
    [InlineData("site", "\"../lyon\"", "$.site")]
    [InlineData("site", "\"\"", "$.site")]
    [InlineData("site", "\"-lyon\"", "$.site")]
    [InlineData("timeZone", "\"Europe/Atlantis\"", "$.timeZone")]
    [InlineData("timeZone", "\"../../etc/passwd\"", "$.timeZone")]
    [InlineData("asOf", "\"1970-01-01T00:00:00Z\"", "$.asOf")]
    [InlineData("asOf", "\"9999-12-31T23:59:59Z\"", "$.asOf")]
    [InlineData("calendars/0/weekly/0/from", "\"6:00\"", "$.calendars[0].weekly[0].from")]
    [InlineData("calendars/0/weekly/0/from", "\"24:00\"", "$.calendars[0].weekly[0].from")]
    [InlineData("calendars/0/weekly/0/to", "\"24:01\"", "$.calendars[0].weekly[0].to")]
    [InlineData("calendars/0/weekly/0/days/2", "\"wednesday\"", "$.calendars[0].weekly[0].days[2]")]
    [InlineData("calendars/0/weekly/0/days/2", "null", "$.calendars[0].weekly[0].days[2]")]
    [InlineData("calendars/0/exceptions/0/date", "\"2026-02-30\"", "$.calendars[0].exceptions[0].date")]
    [InlineData("calendars/0/exceptions/1/to", "null", "$.calendars[0].exceptions[1]")]
    [InlineData("calendars/0/weekly", "[]", "$.calendars[0].weekly")]
    [InlineData("workCenters/0/calendar", "\"night\"", "$.workCenters[0].calendar")]
    [InlineData("workCenters/0/capacity", "0", "$.workCenters[0].capacity")]
    [InlineData("workCenters/0/capacity", "1001", "$.workCenters[0].capacity")]
    [InlineData("workCenters/0/efficiency", "0", "$.workCenters[0].efficiency")]
    [InlineData("workCenters/0/efficiency", "1e999", "$.workCenters[0].efficiency")]
    [InlineData("workCenters/0/alternatives/0", "\"WC-X\"", "$.workCenters[0].alternatives[0]")]
    [InlineData("workCenters/0/plannedStops/0/to", "\"2026-11-03T05:00:00Z\"", "$.workCenters[0].plannedStops[0].to")]
    [InlineData("orders/0/id", "\"MO-\\u0000\"", "$.orders[0].id")]
    [InlineData("products/0/bom/0/component", "\"C-11\"", "$.products[0].bom[0].component")]
    [InlineData("products/0/bom/0/quantity", "-1", "$.products[0].bom[0].quantity")]
    [InlineData("products/0/routing/0/workCenter", "\"WC-X\"", "$.products[0].routing[0].workCenter")]
    [InlineData("products/0/routing/0/minutesPerUnit", "-2.5", "$.products[0].routing[0].minutesPerUnit")]
    [InlineData("products/0/routing/1/after/0", "\"99\"", "$.products[0].routing[1].after[0]")]
    [InlineData("products/1/supplier", "\"SUP-X\"", "$.products[1].supplier")]
    [InlineData("stock/0/product", "\"\"", "$.stock[0].product")]
    [InlineData("stock/0/onHand", "2e9", "$.stock[0].onHand")]
    [InlineData("purchaseOrders/0/supplier", "\"SUP-X\"", "$.purchaseOrders[0].supplier")]
    [InlineData("purchaseOrders/0/lines/0/product", "\"C-11\"", "$.purchaseOrders[0].lines[0].product")]
    [InlineData("orders/0/product", "\"P-101\"", "$.orders[0].product")]
    [InlineData("orders/0/priority", "10", "$.orders[0].priority")]
    [InlineData("orders/0/quantity", "-50", "$.orders[0].quantity")]
    [InlineData("orders/0/due", "\"2107-01-01T00:00:00Z\"", "$.orders[0].due")]
    [InlineData("orders/0/operations/0/workCenter", "\"WC-X\"", "$.orders[0].operations[0].workCenter")]
    [InlineData("orders/0/operations/1/after/0", "\"30\"", "$.orders[0].operations[1].after[0]")]
    [InlineData("orders/0/components/0/product", "\"C-11\"", "$.orders[0].components[0].product")]
    public void What_is_wrong_is_named_by_its_path(string place, string value, string path)
    {
        var reading = ReadWith(place, value);

        Assert.Null(reading.Document);
        Assert.Equal(path, reading.Problems[0].Path);
    }

    [Theory]
    [InlineData("calendars")]
    [InlineData("workCenters")]
    [InlineData("suppliers")]
    [InlineData("products")]
    [InlineData("stock")]
    [InlineData("purchaseOrders")]
    [InlineData("orders")]
    public void An_id_may_stand_in_its_list_only_once(string list)
    {
        var count = ExamplePlant.Json()[list]!.AsArray().Count;
        var problems = ExamplePlant.ReadAfter(json => json[list]!.AsArray().Add(json[list]![0]!.DeepClone())).Problems;

        Assert.StartsWith($"$.{list}[{count}].", problems[0].Path, StringComparison.Ordinal);
        Assert.StartsWith("is there twice", problems[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_without_work_center_needs_one_in_the_routing() =>
        Assert.Equal(
            ["$.orders[0].operations[1].workCenter must be given, as the product's routing has no such operation"],
            ProblemsAfter(json => json["orders"]![0]!["operations"]![1]!["operation"] = "25"));

    [Fact]
    public void A_product_that_is_a_part_of_itself_is_named_with_the_whole_circle()
    {
        var problems = ProblemsAfter(json =>
        {
            json["products"]![1]!["bom"] = JsonNode.Parse("""[{"component":"C-20","quantity":1}]""");
            json["products"]!.AsArray().Add(JsonNode.Parse("""{"id":"C-20","bom":[{"component":"P-100","quantity":1}]}"""));
        });

        Assert.Equal(["$.products[2].bom[0].component makes a circle: P-100 → C-10 → C-20 → P-100"], problems);
    }

    [Fact]
    public void Operations_must_not_wait_for_each_other() =>
        Assert.Equal(
            ["$.products[0].routing goes in a circle: '10' after '20' after '10'"],
            ProblemsAfter(json => json["products"]![0]!["routing"]![0]!["after"] = new JsonArray("20")));

    [Theory]
    [InlineData(32, 0)]
    [InlineData(33, 1)]
    [InlineData(20_000, 1)]
    public void A_bill_of_materials_goes_32_levels_deep_and_no_further(int levels, int problems)
    {
        var products = Enumerable.Range(0, levels + 1).Select(level => new ProductSpec
        {
            Id = $"P-{level}",
            Bom = level < levels ? [new BomLineSpec { Component = $"P-{level + 1}", Quantity = 1 }] : [],
        });

        var found = PlantValidator.Validate(new PlantDocument { Site = "lyon", Products = [.. products] });

        Assert.Equal(problems, found.Count);
        Assert.All(found, problem => Assert.Equal("has more than 32 levels", problem.Detail));
    }

    [Fact]
    public void A_bought_component_may_stand_in_the_stock_list_alone() =>
        Assert.Empty(ExamplePlant.ReadAfter(json => json["products"]!.AsArray().RemoveAt(1)).Problems);

    [Fact]
    public void A_component_that_stands_nowhere_is_named_wherever_it_is_used() =>
        Assert.Equal(
            ["$.products[0].bom[0].component", "$.purchaseOrders[0].lines[0].product", "$.orders[0].components[0].product"],
            ExamplePlant.ReadAfter(json =>
            {
                json["products"]!.AsArray().RemoveAt(1);
                json["stock"]!.AsArray().Clear();
            }).Problems.Select(problem => problem.Path));

    [Fact]
    public void At_most_a_hundred_problems_are_collected()
    {
        var orders = Enumerable.Range(0, 1000).Select(i => new OrderSpec { Id = $"MO-{i}", Product = "P-X", Quantity = -1 });

        Assert.Equal(Limits.PlantProblems, PlantValidator.Validate(new PlantDocument { Site = "lyon", Orders = [.. orders] }).Count);
    }

    [Fact]
    public void An_order_has_at_most_1000_operations()
    {
        var operations = Enumerable.Range(0, 1001).Select(i => new JsonObject { ["operation"] = $"{i}", ["workCenter"] = "WC-MILL" });

        Assert.Contains(
            "$.orders[0].operations has 1001 entries; the limit is 1000",
            ProblemsAfter(json => json["orders"]![0]!["operations"] = new JsonArray([.. operations])));
    }
}
