using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Reading;

/// <summary>A peer with a small joinery: tables glued of a top and four legs, the legs bought from Nordstahl; and a reader of it.</summary>
internal sealed class PeerSite : IAsyncDisposable
{
    public const long Table = 33, Top = 1, Leg = 2, GlueStation = 7, Glue = 20, Bom = 13, Nordstahl = 9;

    private PeerSite(OdooPeer peer, FakeTimeProvider time)
    {
        (Peer, Time) = (peer, time);
        Client = new OdooClient(peer.Connection(), new FixedKeys(OdooPeer.Key), TimeProvider.System);
        Reader = NewReader();
    }

    public OdooPeer Peer { get; }
    public FakeTimeProvider Time { get; }
    public OdooClient Client { get; }
    public SiteReader Reader { get; }

    public static async Task<PeerSite> StartAsync(params string[] without)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 5, 0, 0, TimeSpan.Zero));
        var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Time = time, Without = without });
        var site = new PeerSite(peer, time);
        site.Peer.Add("mrp.workcenter", new { id = GlueStation, name = "Gluing", code = "GLUE", resource_calendar_id = 1, time_start = 10.0, time_stop = 5.0 });
        site.Product(Table, "TABLE");
        site.Product(Top, "TOP");
        site.Product(Leg, "LEG");
        peer.Add("res.partner", new { id = Nordstahl, name = "Nordstahl", @ref = "V-101", supplier_rank = 1 });
        peer.Add("product.supplierinfo", new { partner_id = Nordstahl, product_tmpl_id = Leg, delay = 10 });
        peer.Add("mrp.bom", new { id = Bom, product_tmpl_id = Table, type = "normal", company_id = 1 });
        peer.Add("mrp.bom.line", new { id = 51, bom_id = Bom, product_id = Top, product_qty = 1.0 });
        peer.Add("mrp.bom.line", new { id = 52, bom_id = Bom, product_id = Leg, product_qty = 4.0 });
        peer.Add("mrp.routing.workcenter", new { id = Glue, bom_id = Bom, name = "Glue", workcenter_id = GlueStation, time_cycle_manual = 30.0 });
        peer.Add("stock.quant", new { id = 1, product_id = Top, location_id = 8, quantity = 50.0, company_id = 1 });
        peer.Add("stock.quant", new { id = 2, product_id = Leg, location_id = 8, quantity = 10.0, company_id = 1 });
        return site;
    }

    public SiteReader NewReader() => new(Client, new OdooSiteOptions { Site = "lyon" }, Time, TimeSpan.FromMinutes(5));

    /// <summary>An order of tables with its work order and components.</summary>
    public long Order(int id, double quantity = 6, string deadline = "2026-11-04 15:00:00", string state = "confirmed")
    {
        Peer.Add("mrp.production", new { id, name = $"WH/MO/{id:00000}", state, product_id = Table, product_qty = quantity, bom_id = Bom, date_start = "2026-11-02 07:00:00", date_finished = "2026-11-03 07:00:00", date_deadline = deadline });
        Peer.Add("mrp.workorder", new { id = id * 10, name = "Glue", state = "ready", production_id = id, workcenter_id = GlueStation, operation_id = Glue, sequence = 0, duration_expected = 15 + (30 * quantity) });
        Peer.Add("stock.move", new { id = id * 100, product_id = Top, product_uom_qty = quantity, state = "confirmed", raw_material_production_id = id });
        Peer.Add("stock.move", new { id = (id * 100) + 1, product_id = Leg, product_uom_qty = quantity * 4, state = "confirmed", raw_material_production_id = id });
        return id;
    }

    /// <summary>A confirmed purchase order of legs.</summary>
    public void Purchase(int id = 7, double quantity = 100, string planned = "2026-11-03 08:00:00", string state = "purchase")
    {
        Peer.Add("purchase.order", new { id, name = $"P{id:00000}", state, partner_id = Nordstahl, receipt_status = "pending" });
        Peer.Add("purchase.order.line", new { id = id * 10, order_id = id, product_id = Leg, product_qty = quantity, date_planned = planned });
    }

    /// <summary>A moment later, what a person edits.</summary>
    public void Edit(string model, long id, object values)
    {
        Time.Advance(TimeSpan.FromSeconds(10));
        Peer.Edit(model, id, values);
    }

    /// <summary>Everything, accepted.</summary>
    public async Task<SiteReading> ReadAllAsync(TwinKnowledge? knowledge = null)
    {
        var reading = await Reader.ReadAllAsync(knowledge ?? TwinKnowledge.Nothing, default);
        Reader.Accept(reading);
        return reading;
    }

    /// <summary>What changed, a moment later, accepted.</summary>
    public async Task<SiteReading> ChangesAsync(bool withMasterData = false)
    {
        Time.Advance(TimeSpan.FromSeconds(10));
        var reading = await Reader.ReadChangesAsync(withMasterData, default);
        Reader.Accept(reading);
        return reading;
    }

    public async Task<SiteReading> ReconcileAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(10));
        var reading = await Reader.ReconcileAsync(default);
        Reader.Accept(reading);
        return reading;
    }

    public static T Data<T>(SiteReading reading) where T : EventData => Assert.IsType<T>(Assert.Single(reading.Events).Data);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Peer.DisposeAsync();
    }

    private void Product(long id, string code)
    {
        // The template makes its variant, with an id of its own choice; here both are called by one number.
        Peer.Tables.Insert("product.template", new Dictionary<string, object?> { ["id"] = id, ["name"] = code, ["default_code"] = code, ["type"] = "consu", ["uom_id"] = 1L, ["active"] = true }, 2);
        Peer.Add("product.product", new { id, name = code, default_code = code, product_tmpl_id = id, type = "consu" });
    }
}
