using System.Globalization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.LoadTests;

/// <summary>A past for a generated plant, so that it has something to have learned: breakdowns at every work center, and a thousand orders under way.</summary>
internal static class History
{
    private const int Days = 40, BreakdownsEach = 20, Begun = 1_000;

    /// <summary>The plant's twins with that past behind them.</summary>
    public static SiteTwins Twins(PlantDocument plant)
    {
        var state = LocalSite.State(plant);
        var (asOf, number) = (plant.AsOf!.Value, 0);
        var random = new Random(20261102);
        foreach (var center in state.Publish().WorkCenters)
        {
            Say(asOf.AddDays(-Days), EventTypes.MachineState, $"work-center/{center.Id}", """{"state":"execute"}""");
            for (var b = 0; b < BreakdownsEach; b++)
            {
                var down = asOf.AddDays(-Days).AddHours((b + random.NextDouble()) * Days * 24 / (BreakdownsEach + 1));
                Say(down, EventTypes.MachineState, $"work-center/{center.Id}", """{"state":"aborted"}""");
                Say(down.AddMinutes(20 + random.Next(120)), EventTypes.MachineState, $"work-center/{center.Id}", """{"state":"execute"}""");
            }
        }
        foreach (var order in state.Publish().Orders.Take(Begun))
        {
            var at = asOf.AddDays(-Days * random.NextDouble());
            foreach (var operation in order.Operations.SkipLast(1))
            {
                Say(at, EventTypes.OperationStarted, $"order/{order.Id}", $$"""{"operation":"{{operation.Operation}}"}""");
                at = at.AddMinutes(operation.PlannedMinutes * (0.7 + random.NextDouble()));
                Say(at, EventTypes.OperationCompleted, $"order/{order.Id}", string.Create(CultureInfo.InvariantCulture, $$"""{"operation":"{{operation.Operation}}","good":{{order.Quantity}}}"""));
                at = at.AddMinutes(random.Next(300));
            }
        }
        return state.Publish();

        void Say(DateTimeOffset time, string type, string subject, string data)
        {
            var body = EventWriter.Write("/load", $"past-{++number}", type, subject, time, System.Text.Encoding.UTF8.GetBytes(data));
            var reading = EventReader.Read(body);
            state.Apply(new SiteRecord(number + 1, asOf, reading.Event ?? throw new InvalidDataException($"the generated event is refused: {reading.Refusal!.Detail}")));
        }
    }

    /// <summary>A correction as of a site whose forecasts were a little early and too sure.</summary>
    public static Calibration Calibration { get; } =
        Core.Learning.Calibrating.Calibration.Of([.. Enumerable.Range(0, 600).Select(i => new ForecastResidual(200 * Math.Pow(2, i % 8), 0.3, 200 * Math.Pow(2, i % 8) * (0.8 + i % 11 * 0.08)))], 400);
}
