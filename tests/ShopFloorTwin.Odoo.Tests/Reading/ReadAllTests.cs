using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Reading;

public sealed class ReadAllTests
{
    [Fact]
    public async Task A_site_is_read_whole_as_one_plant_document()
    {
        await using var site = await PeerSite.StartAsync();
        site.Order(4);
        site.Purchase();

        var reading = await site.ReadAllAsync();
        var plant = PeerSite.Data<PlantImportedData>(reading).Plant;
        Assert.Empty(PlantValidator.Validate(plant));
        Assert.Equal(("lyon", "Rig GmbH", "Europe/Berlin", "EUR"), (plant.Site, plant.Name, plant.TimeZone, plant.Currency));
        Assert.Equal(["LEG", "TABLE", "TOP"], plant.Products.Select(product => product.Id).Order());
        Assert.Equal(("V-101", 10.0), plant.Products.Where(product => product.Id == "LEG").Select(product => (product.Supplier!, product.LeadTimeDays!.Value)).Single());
        var order = Assert.Single(plant.Orders);
        Assert.Equal(("WH/MO/00004", 6.0), (order.Id, order.Quantity));
        Assert.Equal(("Glue", 195.0), order.Operations!.Select(operation => (operation.Operation, operation.PlannedMinutes!.Value)).Single());
        Assert.Equal([("TOP", 6.0), ("LEG", 24.0)], order.Components!.Select(component => (component.Product, component.Quantity)));
        Assert.Equal([("LEG", 10.0), ("TOP", 50.0)], plant.Stock.Select(stock => (stock.Product, stock.OnHand)));
        Assert.Equal("P00007", Assert.Single(plant.PurchaseOrders).Id);
        Assert.Equal(("08:00", "12:00"), plant.Calendars[0].Weekly.Select(hours => (hours.From, hours.To)).First());
    }

    [Fact]
    public async Task An_unchanged_Odoo_tells_a_new_reader_the_same_event_again()
    {
        await using var site = await PeerSite.StartAsync();
        site.Order(4);

        var first = await site.ReadAllAsync();
        site.Time.Advance(TimeSpan.FromHours(3));
        var again = await site.NewReader().ReadAllAsync(TwinKnowledge.Nothing, default);
        Assert.Equal(first.Events.Select(one => (one.Source, one.Id)), again.Events.Select(one => (one.Source, one.Id)));
        Assert.Empty((await site.ReadAllAsync()).Events);

        site.Edit("mrp.production", 4, new { priority = "1" });
        Assert.NotEqual(first.Events[0].Id, Assert.Single((await site.ReadAllAsync()).Events).Id);
    }

    [Fact]
    public async Task An_order_the_twin_has_open_and_Odoo_has_not_is_read_to_learn_how_it_ended()
    {
        await using var site = await PeerSite.StartAsync();
        site.Order(4, state: "done");
        site.Order(5, state: "done");

        var plant = (await site.ReadAllAsync(TwinKnowledge.Nothing with { OpenOrders = ["WH/MO/00005", "WH/MO/00099"] })).Plant!;
        Assert.Equal([("WH/MO/00005", OrderState.Done)], plant.Orders.Select(order => (order.Id, order.State)));
    }

    [Fact]
    public async Task What_is_not_installed_is_not_read_and_is_found()
    {
        await using var site = await PeerSite.StartAsync("maintenance");
        site.Order(4);

        var plant = (await site.ReadAllAsync()).Plant!;
        Assert.Single(plant.Orders);
        Assert.Contains(site.Reader.Findings.Items, finding => finding is { Kind: "unreadable", Model: "maintenance.request" });
    }

    [Fact]
    public async Task A_company_that_is_not_there_is_named_with_those_that_are()
    {
        await using var site = await PeerSite.StartAsync();
        var reader = new SiteReader(site.Client, new OdooSiteOptions { Site = "lyon", Company = "Rig" }, site.Time, TimeSpan.FromMinutes(5));

        var fault = await Assert.ThrowsAsync<SiteScopeFault>(() => reader.ReadAllAsync(TwinKnowledge.Nothing, default));
        Assert.Equal("Company: 'Rig' is not there: write one of 'Rig GmbH'", fault.Message);
    }

    [Fact]
    public async Task Sites_of_one_company_are_told_apart_by_their_warehouses()
    {
        await using var site = await PeerSite.StartAsync();
        site.Peer.Add("stock.location", new { id = 70, name = "B", complete_name = "B", usage = "view", company_id = 1 });
        site.Peer.Add("stock.location", new { id = 71, name = "Stock", complete_name = "B/Stock", usage = "internal", location_id = 70, company_id = 1 });
        site.Peer.Add("stock.warehouse", new { id = 2, name = "Branch", code = "B", view_location_id = 70, lot_stock_id = 71, company_id = 1 });
        site.Peer.Add("stock.picking.type", new { id = 9, name = "Manufacturing", code = "mrp_operation", warehouse_id = 2 });
        site.Peer.Add("stock.quant", new { id = 9, product_id = PeerSite.Leg, location_id = 71, quantity = 3.0, company_id = 1 });
        site.Order(4);
        site.Order(5);
        site.Peer.Edit("mrp.production", 5, new { picking_type_id = 9 });

        var reader = new SiteReader(site.Client, new OdooSiteOptions { Site = "branch", Warehouses = ["b"] }, site.Time, TimeSpan.FromMinutes(5));
        var plant = (await reader.ReadAllAsync(TwinKnowledge.Nothing, default)).Plant!;
        Assert.Equal("Branch", plant.Name);
        Assert.Equal(["WH/MO/00005"], plant.Orders.Select(order => order.Id));
        Assert.Equal([("LEG", 3.0)], plant.Stock.Select(stock => (stock.Product, stock.OnHand)));
    }

    /// <summary>10,000 orders, each with one work order and two components, are 40,000 rows; Odoo answers in 45 pages of at most 2,000.</summary>
    [Fact]
    public async Task Ten_thousand_orders_are_read_in_few_calls_of_bounded_size()
    {
        await using var site = await PeerSite.StartAsync();
        for (var id = 1; id <= 10_000; id++)
            site.Order(id);
        site.Peer.Calls.Clear();

        var reading = await site.ReadAllAsync();
        Assert.Equal(10_000, reading.Plant!.Orders.Count);
        var reads = site.Peer.Calls.All.Where(call => call.Method == "search_read").ToList();
        Assert.Equal(reading.Calls, site.Peer.Calls.All.Count);
        Assert.InRange(site.Peer.Calls.RowsOf("mrp.production"), 10_000, 10_100);
        Assert.InRange(reading.Rows, 40_000, 40_500);
        Assert.InRange(reads.Count(call => call.Rows > 1_000), 20, 25);
        Assert.InRange(reading.Calls, 60, 100);
        Assert.All(reads, call => Assert.InRange(call.Rows, 0, Limits.OdooPageRows));
        Assert.All(reads, call => Assert.False(call.Arguments.ContainsKey("offset")));

        // All of them were written within the overlap: they are looked at once more, and then no more.
        site.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty((await site.ChangesAsync()).Events);
        site.Peer.Calls.Clear();
        Assert.Empty((await site.ChangesAsync()).Events);
        Assert.Equal((7, 0), (site.Peer.Calls.All.Count, site.Peer.Calls.All.Sum(call => call.Rows)));
    }

    [Fact]
    public async Task An_Odoo_that_goes_away_in_the_middle_leaves_the_reader_where_it_was()
    {
        await using var site = await PeerSite.StartAsync();
        site.Order(4);
        await site.ReadAllAsync();
        site.Edit("mrp.production", 4, new { priority = "1" });

        site.Peer.Faults.Always(new PeerFault.Cut(), "stock.move");
        await Assert.ThrowsAsync<ShopFloorTwin.Odoo.Client.OdooFault>(() => site.ChangesAsync());
        site.Peer.Faults.Clear();
        Assert.Equal(1, PeerSite.Data<OrderChangedData>(await site.ChangesAsync()).Change.Priority);
    }
}
