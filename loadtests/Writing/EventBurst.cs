using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>A floor whose machines talk without end: what its rules make of it, second by second of its own clock.</summary>
internal sealed class EventBurst(int seed)
{
    /// <summary>Events of one second; so the burst lasts long enough for what must last.</summary>
    public const int PerSecond = 200;

    private const int Machines = 20;
    private const int Orders = 100;
    // In the past: what is decided on this clock is due on the machine's.
    private static readonly DateTimeOffset Start = new(2020, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private readonly Random _random = new(seed);
    private readonly SiteState _state = new("load");
    private readonly ForecastSettings _settings = new() { Samples = 16 };
    private RiskBoard _risks = RiskBoard.Empty;
    private DecisionMemory _memory = DecisionMemory.Empty;

    public static IEnumerable<string> WorkCenters => Enumerable.Range(1, Machines).Select(i => $"M-{i}");
    public static IEnumerable<string> OrderNames => Enumerable.Range(1, Orders).Select(i => $"BURST-{i}");

    public SteppedTime Time { get; } = new(Start);

    public int Decisions => _state.Publish().Decisions.Count;

    /// <summary>So many events, each second looked at.</summary>
    /// <param name="events">In all.</param>
    /// <param name="approved">Gets the intents of what is approved.</param>
    public async Task RunAsync(int events, Func<IReadOnlyList<Intent>, Task> approved)
    {
        Take(new PlantImportedData(Plant()) { Entity = "load" });
        var forecaster = new Forecaster(_settings);
        for (var taken = 0; taken < events; taken++)
        {
            Take(Event());
            if (taken % PerSecond != PerSecond - 1)
                continue;
            Time.Step(TimeSpan.FromSeconds(1));
            var forecast = forecaster.Run(_state.Publish(), Time.GetUtcNow());
            _risks = _risks.After(forecast, RiskThresholds.Default).Board;
            (var said, _memory) = DecisionRun.Next(new SitePicture(forecast, _risks, _settings), DecisionRules.Default, _memory);
            foreach (var one in said)
                Take(one);
            await QueueAsync(new SitePicture(forecaster.Run(_state.Publish(), Time.GetUtcNow()), _risks, _settings), approved);
        }
    }

    private async Task QueueAsync(SitePicture picture, Func<IReadOnlyList<Intent>, Task> approved)
    {
        foreach (var one in DecisionQueries.List(picture, new DecisionQuery { States = [DecisionState.Approved], Limit = 1_000 }).Items)
        {
            await approved(DecisionIntents.Of("main", "load", one));
            foreach (var word in (DecisionWord[])[DecisionWord.Queued, DecisionWord.Confirmed])
                Take(OwnEvents.Make(Time.GetUtcNow(), new DecisionWordData(word, one.Revision, "writer", null, [new ErpRecord("x", "x", 1)]) { Entity = one.Id }));
        }
    }

    private EventData Event()
    {
        var machine = $"M-{_random.Next(Machines) + 1}";
        return _random.Next(100) switch
        {
            0 => new MachineStateData(_random.Next(2) == 0 ? MachineState.Aborted : MachineState.Execute, null, "jam", null) { Entity = machine },
            < 3 => new MachineAlarmData($"{_random.Next(9)}", "low", "warm", _random.Next(2) == 0) { Entity = machine },
            < 10 => new MachineMeasurementData("bore", _random.NextDouble(), "mm", 0.01, 0.99, null) { Entity = machine },
            _ => new MachineCountData(1, 0, false, null, null, null) { Entity = machine },
        };
    }

    private void Take(EventData data) => Take(new CloudEvent
    {
        Source = "/load", Id = "e", Type = "", Subject = "", Time = Time.GetUtcNow(), Data = data, Body = default,
    });

    private void Take(CloudEvent one) => _state.Apply(new SiteRecord(_state.Position + 1, Time.GetUtcNow(), one));

    private static PlantDocument Plant() => new()
    {
        Site = "load", AsOf = Start,
        WorkCenters = [.. WorkCenters.Select(id => new WorkCenterSpec { Id = id })],
        Products = [.. Enumerable.Range(1, Machines).Select(i => new ProductSpec { Id = $"P-{i}", Routing = [new RoutingStepSpec { Operation = "10", WorkCenter = $"M-{i}", MinutesPerUnit = 30 }] })],
        Orders = [.. OrderNames.Select((id, i) => new OrderSpec { Id = id, Product = $"P-{i % Machines + 1}", Quantity = 4, Due = Start.AddHours(1 + i % 9), PlannedStart = Start })],
    };
}
