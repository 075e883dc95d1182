using System.Collections.Immutable;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.Sites;

/// <summary>Pictures made by hand, so that a query's answer follows from the test's own lines.</summary>
internal sealed class Pictures
{
    public static readonly DateTimeOffset Now = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    public List<OrderTwin> Orders { get; } = [];
    public List<OrderForecast> Forecasts { get; } = [];
    public List<WorkCenterTwin> WorkCenters { get; } = [new() { Id = "WC-SAW" }, new() { Id = "WC-MILL" }];
    public List<ComponentTwin> Components { get; } = [new() { Id = "C-1" }, new() { Id = "C-2" }];
    public List<SupplierTwin> Suppliers { get; } = [new() { Id = "SUP-A" }, new() { Id = "SUP-B" }];
    public List<QueuedOperation>[] Queues { get; } = [[], []];
    public Dictionary<string, ComponentForecast> Supply { get; } = [];
    public Func<DateTimeOffset, DateTimeOffset, double> OpenMinutes { get; set; } = (from, to) => (to - from).TotalMinutes;

    /// <summary>An open order of 10 P-1 through the saw, due in ten days.</summary>
    public Pictures Open(string id, double lateProbability = 0, double lateMinutes = 0, Func<OrderTwin, OrderTwin>? with = null, int[]? suppliers = null, int[]? components = null)
    {
        var order = new OrderTwin
        {
            Id = id,
            Product = "P-1",
            Quantity = 10,
            State = OrderState.Confirmed,
            Due = Now.AddDays(10),
            Operations = [new OperationTwin { Operation = "10", WorkCenter = "WC-SAW", State = OperationState.Ready, PlannedMinutes = 60 }],
        };
        order = with is null ? order : with(order);
        var finish = order.Due!.Value.AddMinutes(lateMinutes);
        Forecasts.Add(new OrderForecast
        {
            Order = Orders.Count,
            P10 = finish.AddHours(-2),
            P50 = finish,
            P80 = finish.AddHours(2),
            P95 = finish.AddHours(4),
            LateProbability = lateProbability,
            ExpectedLatenessMinutes = lateMinutes,
            Causes = [],
            Suppliers = suppliers ?? [],
            Components = components ?? [],
        });
        Orders.Add(order);
        return this;
    }

    /// <summary>An order without a forecast.</summary>
    public Pictures Closed(string id, OrderState state, DateTimeOffset? due = null, DateTimeOffset? actual = null)
    {
        Orders.Add(new OrderTwin { Id = id, Product = "P-1", Quantity = 10, State = state, Due = due, Actual = actual });
        return this;
    }

    public SitePicture Picture(RiskBoard? risks = null, long position = 7)
    {
        var twins = new SiteTwins
        {
            Plan = new SitePlan { Site = "lyon", Products = ImmutableDictionary<string, Core.Plant.ProductSpec>.Empty.Add("C-1", new() { Id = "C-1", Name = "Shaft", Unit = "pcs" }) },
            WorkCenters = [.. WorkCenters],
            Orders = [.. Orders],
            Components = [.. Components],
            Suppliers = [.. Suppliers],
            Position = position,
            NewestEventTime = Now,
        };
        var forecast = new SiteForecast
        {
            Twins = twins,
            AsOf = Now,
            Orders = [.. Forecasts],
            WorkCenters = [.. WorkCenters.Select((_, i) => new WorkCenterForecast { Queue = Queues[i], FreeP50 = Now, FreeP80 = Now.AddHours(1), OpenMinutes = OpenMinutes })],
            Components = [.. Components.Select(c => Supply.GetValueOrDefault(c.Id) ?? new ComponentForecast { OnHand = c.OnHand, Incoming = [], Pegged = [], ShortageQuantity = 0, ShortageFrom = null })],
        };
        return new SitePicture(forecast, risks ?? RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, new ForecastSettings());
    }
}
