using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans.Tests.Contracts;

/// <summary>What is asked of kept scenarios and studies, and what comes back, whole.</summary>
internal static class StudySamples
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 2, 6, 0, 0, TimeSpan.Zero);
    private static readonly Difference Apart = new(-1.0 / 3, 0.1, -0.5, -0.1);
    private static readonly WhatIfDifference Sums = new(Apart, Apart, Apart);
    private static readonly ScenarioFact Fact = new("$.edits[0]", "order/MO-1", "priority", "0");

    private static readonly IReadOnlyList<Edit> Edits =
    [
        new SetPriority { Order = "MO-1", Priority = 1 },
        new ExpediteSupply { PurchaseOrder = "PO-9", Line = "1", To = Morning.AddDays(2), Component = "C-10", Quantity = 0.1 + 0.2, Supplier = "ACME" },
    ];

    private static readonly ScenarioKpis Kpis = new()
    {
        OpenOrders = 5, Late = 1, AtRisk = 2, Watch = 1, OnTrack = 1, ExpectedLateOrders = 1.5, ExpectedTardinessMinutes = Math.PI, ExpectedTardinessCost = 12.5, ValueAtRisk = 24_000,
        Utilisation = 0.75, WorkInProcess = new WorkInProcess(2.5, 30_000), Inventory = new InventoryExposure(100, 5, 50, 7.5), ComponentsShort = 1,
        WorkCenters = [new WorkCenterUse("WC-MILL", 0.9, 6_000, 5_400)],
    };

    private static readonly OrderAnswer Order = new(new ForecastView(Morning, Morning.AddTicks(1), Morning.AddDays(1), Morning.AddDays(2)), 1.0 / 3, Math.PI, Risk.AtRisk, []);

    public static KeptQuestion KeptQuestion { get; } = new([Edits, []], new ScenarioName("S-1", "Rush", "because", "key-1"));

    public static KeptAnswer KeptAnswer { get; } = new(7, Morning,
    [
        new KeptReading([new PlantProblem("$.edits[0].order", "is not open")], null, null, [Fact with { Value = null }], null),
        new KeptReading(
            [],
            new WhatIfAnswer
            {
                Name = "Rush", Base = new WhatIfBase(7, Morning, Kpis), Scenario = new WhatIfScenario(Kpis with { Late = 0 }), Difference = Sums,
                Orders = [new OrderDifference("MO-1", OrderChangeKind.Changed, Order, Order with { Risk = Risk.OnTrack }, Apart, Apart, -90.5)], OrdersChanged = 1,
                WorkCenters = [new WorkCenterDifference("WC-MILL", "Mill", new WorkCenterAnswer(0.9, 6_000, 5_400, 30), new WorkCenterAnswer(0.8, 6_000, 4_800, 0))],
                Suppliers = [new SupplierDifference("ACME", null, new SupplierAnswer(20, 2), new SupplierAnswer(0, 0))],
                CostMinutes = -200.25, Cost = 480, Currency = "EUR", Samples = 256, Position = 7, AsOf = Morning,
            },
            new ScenarioBase(7, Morning, [Fact], new ScenarioEffect(-0.5, 0.1, -200.25, 12)) { Decisions = ["D-1"] },
            [Fact],
            new EditDecisionResult(
                [
                    new EditDecision("D-1", new DecisionProposal
                    {
                        Rule = "manual", RulesVersion = "manual", Subject = "order/MO-1", Revision = 1, Title = "Set the priority of MO-1 to 1", Text = "Of the scenario.", Approval = "approver", By = "key-1",
                        FourEyes = true, Actions = [new DecisionAction { Kind = ActionKind.Reschedule, Target = "order/MO-1", Values = [new ActionValue("priority", "1", "0")] }],
                    }, ["$.edits[0]"]),
                ],
                [new PlantProblem("$.edits[1]", "is not decided")])),
    ]);

    public static StressQuestion Stress { get; } = new([StressKind.WorkCenters, StressKind.Suppliers], 12);

    public static IReadOnlyList<Variant> Variants { get; } = [new Variant("1", "once", Edits), new Variant("2", "twice", [new CancelOrder { Order = "MO-2" }])];

    public static Study Study { get; } = new()
    {
        Position = 7, AsOf = Morning, Base = new VariantFigures(1.5, 2, 300.125, 24_000), Of = 3,
        Items =
        [
            new VariantOutcome
            {
                Label = "supplier/ACME", Text = "Acme is late", Figures = new VariantFigures(2, 3, 400, 30_000), Change = new VariantFigures(0.5, 1, 99.875, 6_000), Difference = Sums,
                ToNext = Apart, TiedWithNext = true, Rank = new RankRange(1, 2), OrdersLater = 4, Orders = [new OrderGain("MO-1", 0.1, 0.6, 20, 120)],
            },
        ],
    };

    public static SweepAnswer Swept { get; } = new(Study, []);

    public static SweepAnswer NotSwept { get; } = new(null, [new PlantProblem("$.edit (value 1).capacity", "must be 1 to 1000")]);

    public static MonteCarloQuestion MonteCarlo { get; } = new("R-1", Edits, 10_000);

    public static MonteCarloStep Begun { get; } = new(new MonteCarloProgress(0, 10_240, new Sampled(double.NaN, double.NaN), new Sampled(double.NaN, double.NaN), null, null), null, []);

    public static MonteCarloStep Drawn { get; } = new(
        new MonteCarloProgress(10_240, 10_240, Late, Late, Late, Late),
        new MonteCarloAnswer(7, Morning, 10_240, new SampledSite(Late, Late), new SampledSite(Late, Late), new SampledSite(Late, Late),
            [new SampledOrder("MO-1", Morning.AddDays(1), new SampledFinish(At, At, At, At, Late, Late), null)]), []);

    private static Sampled Late => new(1.0 / 3, 0.001);

    private static SampledTime At => new(Morning.AddTicks(1), 1.5);
}
