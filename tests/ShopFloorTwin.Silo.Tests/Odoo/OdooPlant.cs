using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Rows;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Hosting;
using ShopFloorTwin.Silo.Odoo;

namespace ShopFloorTwin.Silo.Tests.Odoo;

/// <summary>
/// A joinery in a scripted Odoo, and a silo's store, engine and feed on it. Tables are glued of a top and four legs; legs are bought,
/// ten are there, and a hundred are ordered. The feed goes step by step, on a clock of its own that begins now.
/// </summary>
internal sealed class OdooPlant : IAsyncDisposable
{
    public const string Order = "WH/MO/00004";
    private const long Glueing = 7, Table = 33, Top = 1, Leg = 2;
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _lines = [];
    private readonly ILoggerFactory _logs;
    private OdooClient? _client;
    private OpenTwin? _open;

    private OdooPlant(OdooPeer peer)
    {
        Peer = peer;
        _logs = LoggerFactory.Create(logging => logging.AddProvider(new Lines(_lines)));
    }

    public OdooPeer Peer { get; }
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());
    public OdooFeed Feed { get; private set; } = null!;

    /// <summary>As of the last step.</summary>
    public ISiteTwin Twin { get; private set; } = null!;

    /// <summary>Warnings and errors so far.</summary>
    public IReadOnlyList<string> Log => _lines;

    public static async Task<OdooPlant> StartAsync()
    {
        var plant = new OdooPlant(await OdooPeer.StartAsync());
        plant.Fill();
        await plant.OpenAsync();
        return plant;
    }

    /// <summary>As after a restart of the silo.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>The next look, some seconds later; then the picture that shows it.</summary>
    public async Task StepAsync(double seconds = 15)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        await Feed.StepAsync(default);
        if (await _open!.Engine.FindAsync("joinery", default) is { } twin)
        {
            Twin = twin;
            await twin.CatchUpAsync(default);
        }
    }

    /// <summary>A moment from now, as Odoo writes it.</summary>
    public string In(double days) => OdooTime.Write(Time.GetUtcNow().AddDays(days));

    public async Task<IReadOnlyList<string>> ExceptionsAsync() => [.. (await Twin.ExceptionsAsync(new ListQuery(Limit: 1_000), default)).Items.Select(one => one.Kind)];

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await Peer.DisposeAsync();
        _logs.Dispose();
        _folder.Dispose();
    }

    private void Fill()
    {
        Peer.Add("mrp.workcenter", new { id = Glueing, name = "Gluing", code = "GLUE", resource_calendar_id = 1 });
        foreach (var (id, code) in ((long, string)[])[(Table, "TABLE"), (Top, "TOP"), (Leg, "LEG")])
        {
            var template = Peer.Add("product.template", new { name = code, default_code = code, type = "consu" });
            var variant = Peer.Find("product.product", ("product_tmpl_id", "=", template))[0];
            Ids[id] = (template, variant);
        }
        Peer.Add("res.partner", new { id = 9, name = "Nordstahl", @ref = "V-101" });
        Peer.Add("mrp.bom", new { id = 13, product_tmpl_id = Ids[Table].Template, type = "normal", company_id = 1 });
        Peer.Add("mrp.bom.line", new { bom_id = 13, product_id = Ids[Top].Variant, product_qty = 1.0 });
        Peer.Add("mrp.bom.line", new { bom_id = 13, product_id = Ids[Leg].Variant, product_qty = 4.0 });
        Peer.Add("mrp.routing.workcenter", new { id = 20, bom_id = 13, name = "Glue", workcenter_id = Glueing, time_cycle_manual = 30.0 });
        Peer.Add("stock.quant", new { product_id = Ids[Top].Variant, location_id = 8, quantity = 50.0, company_id = 1 });
        Peer.Add("stock.quant", new { product_id = Ids[Leg].Variant, location_id = 8, quantity = 10.0, company_id = 1 });
        Peer.Add("mrp.production", new { id = 4, name = Order, state = "confirmed", product_id = Ids[Table].Variant, product_qty = 6.0, bom_id = 13, date_start = In(1), date_finished = In(4), date_deadline = In(7) });
        Peer.Add("mrp.workorder", new { id = 40, name = "Glue", state = "ready", production_id = 4, workcenter_id = Glueing, operation_id = 20, duration_expected = 180.0 });
        Peer.Add("stock.move", new { product_id = Ids[Top].Variant, product_uom_qty = 6.0, state = "confirmed", raw_material_production_id = 4 });
        Peer.Add("stock.move", new { product_id = Ids[Leg].Variant, product_uom_qty = 24.0, state = "confirmed", raw_material_production_id = 4 });
        Peer.Add("purchase.order", new { id = 7, name = "P00007", state = "purchase", partner_id = 9, receipt_status = "pending" });
        Peer.Add("purchase.order.line", new { id = 70, order_id = 7, product_id = Ids[Leg].Variant, product_qty = 100.0, date_planned = In(1) });
    }

    /// <summary>Template and variant of the three products.</summary>
    public Dictionary<long, (long Template, long Variant)> Ids { get; } = [];

    private async Task OpenAsync()
    {
        var settings = new TwinSettingsReader(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Twin:Data", _folder.Path), new("Odoo:main:Url", Peer.Url.ToString()), new("Odoo:main:Database", OdooPeer.Database),
            new("Odoo:main:ApiKey", OdooPeer.Key), new("Odoo:main:Site", "joinery"),
        ]).Build()).Read();
        _open = await OpenTwin.OpenAsync(settings, serves: false, TimeProvider.System, _logs, default);
        _client = new OdooClient(Peer.Connection(), new FixedKeys(OdooPeer.Key), TimeProvider.System, _logs.CreateLogger<OdooClient>());
        Feed = new OdooFeed(_client, settings.Odoo[0].Sites[0], settings.Odoo[0].Rhythm, _open.Engine, _open.Store.Quarantine, Time, _logs.CreateLogger<OdooFeed>());
    }

    private async Task CloseAsync()
    {
        _client?.Dispose();
        if (_open is not null)
            await _open.DisposeAsync();
    }

    private sealed class Lines(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
