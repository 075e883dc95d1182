using System.Globalization;
using System.Text;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Forecast;

/// <summary>A small plant whose answers can be worked out on paper. Monday 2 November 2026, 08:00 in Paris, unless said otherwise.</summary>
internal sealed class Shop
{
    public const string TwoShift = "two-shift";

    private readonly SiteState _state = new("lyon");
    private readonly List<WorkCenterSpec> _workCenters = [];
    private readonly List<ProductSpec> _products = [];
    private readonly List<StockSpec> _stock = [];
    private readonly List<PurchaseOrderSpec> _purchases = [];
    private readonly List<OrderSpec> _orders = [];
    private readonly List<CalendarSpec> _calendars =
    [
        new() { Id = TwoShift, Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "22:00" }] },
    ];

    private long _position;
    private int _event;

    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse("2026-11-02T08:00:00+01:00");

    public Shop Calendar(CalendarSpec calendar)
    {
        _calendars.Add(calendar);
        return this;
    }

    public Shop WorkCenter(string id, string? calendar = null, int capacity = 1, double efficiency = 1, params PlannedStopSpec[] stops)
    {
        _workCenters.Add(new() { Id = id, Calendar = calendar, Capacity = capacity, Efficiency = efficiency, PlannedStops = stops });
        return this;
    }

    /// <summary>A product made at one work center after the other, so many minutes for a whole order of one unit.</summary>
    public Shop Made(string id, string route, string bom = "", double? leadTimeDays = null)
    {
        _products.Add(new()
        {
            Id = id,
            LeadTimeDays = leadTimeDays,
            Bom = [.. Pairs(bom).Select(p => new BomLineSpec { Component = p.Name, Quantity = p.Value })],
            Routing = [.. Pairs(route).Select((p, i) => new RoutingStepSpec { Operation = $"{10 * (i + 1)}", WorkCenter = p.Name, MinutesPerUnit = p.Value })],
        });
        return this;
    }

    public Shop Bought(string id, double onHand = 0, double onHold = 0, double leadTimeDays = 10)
    {
        _products.Add(new() { Id = id, Supplier = "ACME", LeadTimeDays = leadTimeDays });
        _stock.Add(new() { Product = id, OnHand = onHand, OnHold = onHold });
        return this;
    }

    /// <summary>A product's standard cost.</summary>
    public Shop Costs(string id, double cost)
    {
        var place = _products.FindIndex(product => product.Id == id);
        _products[place] = _products[place] with { Cost = cost };
        return this;
    }

    public Shop Purchase(string id, string product, double quantity, DateTimeOffset due)
    {
        _purchases.Add(new() { Id = id, Supplier = "ACME", Lines = [new() { Line = "1", Product = product, Quantity = quantity, Due = due }] });
        return this;
    }

    public Shop Order(string id, string product, DateTimeOffset? due, double quantity = 1, int priority = 0, OperationSpec[]? operations = null, string? customer = null)
    {
        _orders.Add(new() { Id = id, Product = product, Quantity = quantity, Due = due, Priority = priority, Operations = operations, Customer = customer });
        return this;
    }

    /// <summary>Takes what was described as the site's plant document.</summary>
    public Shop Import()
    {
        var document = new PlantDocument
        {
            Site = "lyon",
            TimeZone = "Europe/Paris",
            AsOf = Now,
            Calendars = _calendars,
            WorkCenters = _workCenters,
            Products = _products,
            Stock = _stock,
            Suppliers = [new() { Id = "ACME", Name = "Acme" }],
            PurchaseOrders = _purchases,
            Orders = _orders,
        };
        Assert.Empty(PlantValidator.Validate(document));
        Apply(new CloudEvent
        {
            Source = "test",
            Id = $"plant-{++_event}",
            Type = "plant.imported.v1",
            Subject = "site/lyon",
            Time = Now,
            Data = new PlantImportedData(document) { Entity = "lyon" },
            Body = default,
        });
        return this;
    }

    /// <summary>An event of now, as it comes over the wire; returns its id.</summary>
    public string Event(string type, string subject, string data = "{}", DateTimeOffset? time = null)
    {
        var id = $"e-{++_event}";
        var body = $$"""{"specversion":"1.0","id":"{{id}}","source":"test","type":"{{type}}","subject":"{{subject}}","time":"{{(time ?? Now):o}}","data":{{data}}}""";
        var reading = EventReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.Null(reading.Refusal);
        Assert.Null(_state.Check(reading.Event!));
        Apply(reading.Event!);
        return id;
    }

    /// <summary>An event the twin itself says.</summary>
    public void Say(CloudEvent said)
    {
        Assert.Null(_state.Check(said));
        Apply(said);
    }

    public SiteTwins Twins => _state.Publish();

    public SiteForecast Forecast(int samples = 256) => new Forecaster(new ForecastSettings { Samples = samples }).Run(_state.Publish(), Now);

    public OrderForecast Forecast(string order)
    {
        var forecast = Forecast();
        return forecast.Orders.Single(o => forecast.Twins.Orders[o.Order].Id == order);
    }

    public DateTimeOffset At(string clock) => Now.Date.Add(TimeSpan.Parse(clock)) is var local ? new DateTimeOffset(local, Now.Offset) : Now;

    private void Apply(CloudEvent @event) => _state.Apply(new SiteRecord(++_position, Now, @event));

    private static IEnumerable<(string Name, double Value)> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(':')).Select(p => (p[0], double.Parse(p[1])));
}

internal static class Near
{
    /// <summary>Equal within some minutes.</summary>
    public static void Time(DateTimeOffset expected, DateTimeOffset actual, double minutes = 1) =>
        Assert.True(Math.Abs((actual - expected).TotalMinutes) <= minutes, $"expected {expected:u}, was {actual.ToOffset(expected.Offset):u}");
}
