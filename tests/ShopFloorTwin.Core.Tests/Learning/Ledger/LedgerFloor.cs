using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.Learning.Ledger;

/// <summary>A floor whose forecasts are told by the test: orders come, are forecast, and are done.</summary>
internal sealed class LedgerFloor
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private static readonly ForecastSettings Settings = new();

    private readonly List<OrderTwin> _orders = [];
    private readonly Dictionary<string, (DateTimeOffset P10, DateTimeOffset P50, DateTimeOffset P80, DateTimeOffset P95, double Late)> _said = [];

    public ForecastLedger Ledger { get; set; } = new();
    public DateTimeOffset Now { get; set; } = Start;

    public ScorecardView Card => Scorecard.Of(Ledger, new ScorecardQuery(), "lyon", 1, Now);

    public ScorecardView CardOf(ScorecardQuery query) => Scorecard.Of(Ledger, query, "lyon", 1, Now);

    public LedgerFloor Open(string id, DateTimeOffset? due, DateTimeOffset? planned = null, string product = "PUMP", double plannedMinutes = 60)
    {
        _orders.Add(new OrderTwin
        {
            Id = id, Product = product, Quantity = 10, State = OrderState.Confirmed, Due = due, Baseline = planned,
            Operations = [new OperationTwin { Operation = "10", WorkCenter = "WC-MILL", State = OperationState.Ready, PlannedMinutes = plannedMinutes }],
        });
        return this;
    }

    /// <summary>From now on the order is forecast so.</summary>
    public LedgerFloor Say(string id, DateTimeOffset p10, DateTimeOffset p50, DateTimeOffset p80, DateTimeOffset p95, double late = 0)
    {
        _said[id] = (p10, p50, p80, p95, late);
        return this;
    }

    /// <summary>The same at hours from now.</summary>
    public LedgerFloor Say(string id, double p10, double p50, double p80, double p95, double late = 0) =>
        Say(id, Now.AddHours(p10), Now.AddHours(p50), Now.AddHours(p80), Now.AddHours(p95), late);

    public LedgerFloor Change(string id, Func<OrderTwin, OrderTwin> change)
    {
        var place = _orders.FindIndex(order => order.Id == id);
        _orders[place] = change(_orders[place]);
        return this;
    }

    public LedgerFloor Done(string id, DateTimeOffset? at = null, double scrap = 0) => Change(id, order => order with
    {
        State = OrderState.Done,
        Actual = at ?? Now,
        Operations = [.. order.Operations.Select(operation => operation with { State = OperationState.Done, Scrap = scrap })],
    });

    public LedgerFloor Cancel(string id) => Change(id, order => order with { State = OrderState.Cancelled });

    public LedgerFloor Remove(string id)
    {
        _orders.RemoveAll(order => order.Id == id);
        return this;
    }

    /// <summary>A forecast at a moment.</summary>
    public LedgerFloor Look(DateTimeOffset? at = null, params RiskChange[] changes)
    {
        Now = at ?? Now;
        Ledger.Observe(Forecast(), changes, Settings);
        return this;
    }

    public LedgerFloor LookIn(double hours) => Look(Now.AddHours(hours));

    /// <summary>Goes on with what a process would find that was killed now.</summary>
    public ForecastLedger Kept()
    {
        var (ledger, orders) = Ledger.Save();
        var read = System.Text.Json.JsonSerializer.Deserialize(System.Text.Json.JsonSerializer.Serialize(ledger, LedgerJson.Default.SavedLedger), LedgerJson.Default.SavedLedger)!;
        var readOrders = System.Text.Json.JsonSerializer.Deserialize(System.Text.Json.JsonSerializer.Serialize([.. orders], LedgerJson.Default.SavedOrderArray), LedgerJson.Default.SavedOrderArray)!;
        return ForecastLedger.Load(read, readOrders);
    }

    public RiskChange Risk(string id) => new(id, Core.Orders.Risk.OnTrack, Core.Orders.Risk.AtRisk, 0.4, 1, Now);

    public SitePicture Picture()
    {
        var forecast = Forecast();
        return new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, Settings);
    }

    public IReadOnlyList<WorkCenterTwin> WorkCenters { get; init; } = [new WorkCenterTwin { Id = "WC-MILL", CostPerHour = 60 }];
    public SitePlan Plan { get; init; } = new() { Site = "lyon" };

    private SiteForecast Forecast()
    {
        var twins = new SiteTwins
        {
            Plan = Plan,
            WorkCenters = WorkCenters,
            Orders = [.. _orders],
            Components = [],
            Suppliers = Suppliers,
            Position = 1,
            NewestEventTime = Now,
        };
        return new SiteForecast
        {
            Twins = twins,
            AsOf = Now,
            Orders = [.. Enumerable.Range(0, _orders.Count).Where(place => _orders[place].IsOpen).Select(Finish)],
            WorkCenters = [.. WorkCenters.Select(_ => new WorkCenterForecast { Queue = [], FreeP50 = Now, FreeP80 = Now, OpenMinutes = (from, to) => (to - from).TotalMinutes })],
            Components = [],
        };
    }

    public IReadOnlyList<Core.Suppliers.SupplierTwin> Suppliers { get; init; } = [];

    private OrderForecast Finish(int place)
    {
        var said = _said.TryGetValue(_orders[place].Id, out var known) ? known : (Now.AddHours(1), Now.AddHours(2), Now.AddHours(3), Now.AddHours(4), 0);
        return new OrderForecast { Order = place, P10 = said.Item1, P50 = said.Item2, P80 = said.Item3, P95 = said.Item4, LateProbability = said.Item5, ExpectedLatenessMinutes = 0, Causes = [] };
    }
}
