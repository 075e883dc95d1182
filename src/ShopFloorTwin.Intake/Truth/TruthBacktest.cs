using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Intake.Simulation;

namespace ShopFloorTwin.Intake.Truth;

/// <summary>Judges the forecast on sites whose later is known: simulated ones, and recorded ones.</summary>
public static class TruthBacktest
{
    private const string AtHalf = "finish of each order, forecast once, at half its promised lead time";
    private const string OfAll = "finish of every open order, at every moment";

    /// <summary>Simulates a plant for each seed and walks it forward. The plants know nothing of each other.</summary>
    /// <param name="plants">What is simulated.</param>
    /// <param name="options">When to forecast; nothing is forecast behind the last release, nor shortly before: the plant runs empty then.</param>
    /// <param name="warmUp">Forecasts this soon after a plant's start are not made: it is empty then. Nor are they half as long before the last release.</param>
    /// <param name="onPlant">Sees how many plants are done.</param>
    public static BacktestReport OfPlants(IReadOnlyList<SimulationOptions> plants, WalkOptions options, TimeSpan warmUp, Action<int>? onPlant = null)
    {
        var scores = new TruthScores();
        for (var p = 0; p < plants.Count; p++)
        {
            var site = RandomPlant.Make(plants[p]);
            var from = site.Start + warmUp;
            scores.Add(TruthWalk.Run(site.Plant, FloorSimulation.Run(site).Events, options with
            {
                From = options.From ?? from,
                Until = options.Until ?? site.Start.AddDays(plants[p].Days) - warmUp / 2,
            }));
            onPlant?.Invoke(p + 1);
        }
        return scores.Report(options.OnlyHalf ? AtHalf : OfAll,
        [
            $"each plant is empty at its start; the first {warmUp.TotalDays:0.#} days are not scored",
            $"orders are known from their release on; no forecast is made in the {warmUp.TotalDays / 2:0.#} days before the last release: nothing comes then that would take machines, as it does in a plant that goes on",
            "figures of several plants are pooled; their standard errors are between plants",
        ]);
    }

    /// <summary>Walks recorded events of one site forward.</summary>
    /// <param name="plant">Imported first.</param>
    /// <param name="events">In the order they happened.</param>
    /// <param name="options">When to forecast.</param>
    /// <exception cref="InvalidDataException">The plant or an event is refused.</exception>
    public static BacktestReport OfEvents(PlantDocument plant, IEnumerable<CloudEvent> events, WalkOptions options)
    {
        var scores = new TruthScores();
        scores.Add(TruthWalk.Run(plant, events, options));
        return scores.Report(options.OnlyHalf ? AtHalf : OfAll, ["what is not done when the events end is counted, and not scored"]);
    }
}
