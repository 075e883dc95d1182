using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Twins;

namespace ShopFloorTwin.Orleans.Tests.Contracts;

/// <summary>One of each kind that travels.</summary>
internal sealed record WireSample(string Name, Func<IServiceProvider, byte[]> Write);

internal static class WireSamples
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 2, 6, 0, 0, TimeSpan.Zero);

    public static Page<OrderView> Page { get; } = new(
        [
            new OrderView
            {
                Id = "MO-1", Product = "P-100", Quantity = 20, Done = 0.1 + 0.2, State = OrderState.Confirmed, Priority = 1, Customer = null, Value = 12_000.5,
                Due = Morning.AddHours(3), Baseline = null, Forecast = new ForecastView(Morning, Morning.AddTicks(1), Morning.AddDays(1), Morning.AddDays(2)), Actual = null,
                LateProbability = 1.0 / 3, ExpectedLatenessMinutes = Math.PI, Risk = Risk.AtRisk, RiskSince = Morning,
                Causes = [new CauseView("capacity", "work-center/WC", "waits", 2.0 / 3, 1e-17, "ev-1", [new ChainLink("order/MO-1", "waits")])],
                Position = 7, AsOf = Morning,
            },
        ],
        "next", 7, Morning);

    public static EventBatch Events { get; } = new([EventReader.Read(
        EventWriter.Write("/mill", "c-1", Morning, new MachineCountData(1, 0, false, null, null, null) { Entity = "WC-MILL" })).Event! with { TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" }]);

    private static readonly TwinEvent Signal = new(7, Morning, "{}"u8.ToArray());

    public static IReadOnlyList<WireSample> All { get; } =
    [
        Of("events", Events),
        Of("change", new ChangeMessage("1a-7", "risk", "{}"u8.ToArray())),
        Of("fault", new SiteFault(SiteFaultKind.Overloaded, "full", 1_500, "limit")),
        Of("orders", Carried.Of(Page)),
        Of("taken", Carried.Of(new IntakeResult(
            [new EventOutcome(OutcomeKind.Accepted, 7, null), new EventOutcome(OutcomeKind.Refused, 0, new Refusal("unknown-subject", "no such order"))], 7))),
        Of("no-answer", Carried.Of(new SiteFault(SiteFaultKind.NoPicture, "none yet"))),
        Of("nothing", Carried.Of((object?)null)),
        Of("query", Carried.Of(new OrderQuery { Risks = [Risk.Late], WorkCenter = "WC", Limit = 10 })),
        Of("moment", Carried.Of(new PastMoment(7, null))),
        Of("twin-event", Signal),
        Of("twin-events", new TwinEventBatch(TwinStreams.Of("lyon", new TwinRef(TwinKind.WorkCenter, "WC-MILL")), 7, [Signal])),
        Of("twin-base", new TwinBase(7, "{}"u8.ToArray())),
        Of("twin-answer", new TwinAnswer(7, "{}"u8.ToArray())),
        Of("followed", new Followed(7, 6, IsNew: true, IsFull: false)),
        Of("saved-twin", new SavedTwin { Content = "{}"u8.ToArray(), HeardTo = 7 }),
        Of("kept-question", Carried.Of(StudySamples.KeptQuestion)),
        Of("kept-answer", Carried.Of(StudySamples.KeptAnswer)),
        Of("stress", Carried.Of(StudySamples.Stress)),
        Of("variants", Carried.Of(StudySamples.Variants)),
        Of("study", Carried.Of(StudySamples.Study)),
        Of("swept", Carried.Of(StudySamples.Swept)),
        Of("not-swept", Carried.Of(StudySamples.NotSwept)),
        Of("monte-carlo", Carried.Of(StudySamples.MonteCarlo)),
        Of("monte-carlo-begun", Carried.Of(StudySamples.Begun)),
        Of("monte-carlo-drawn", Carried.Of(StudySamples.Drawn)),
        Of("monte-carlo-cancelled", Carried.Of(MonteCarloStep.Cancelled)),
    ];

    private static WireSample Of<T>(string name, T value) => new(name, services => services.GetRequiredService<Serializer>().SerializeToArray(value));
}
