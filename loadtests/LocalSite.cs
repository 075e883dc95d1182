using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.LoadTests;

/// <summary>A plant folded in this process, without store, engine or HTTP: what the pure core costs.</summary>
internal static class LocalSite
{
    public static SiteTwins Twins(PlantDocument plant) => State(plant).Publish();

    public static SiteState State(PlantDocument plant)
    {
        var asOf = plant.AsOf!.Value;
        var body = EventWriter.Write("/load", "import", EventTypes.PlantImported, $"site/{plant.Site}", asOf, PlantWriter.Write(plant));
        var reading = EventReader.Read(body);
        var imported = reading.Event ?? throw new InvalidDataException($"the generated plant is refused: {reading.Refusal!.Detail}");
        var state = new SiteState(plant.Site);
        state.Apply(new SiteRecord(1, asOf, imported));
        return state;
    }

    /// <summary>The picture a query reads.</summary>
    public static SitePicture Picture(PlantDocument plant, ForecastSettings? with = null)
    {
        var settings = with ?? new ForecastSettings();
        var forecast = new Forecaster(settings).Run(Twins(plant), plant.AsOf!.Value);
        return new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, settings).Warm();
    }

    /// <summary>How many orders stand at each risk, in words.</summary>
    public static string Risks(SiteForecast forecast)
    {
        var risks = RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board.All.Values.Select(risk => risk.Risk).ToList();
        return string.Join(", ", Enum.GetValues<Risk>().Select(risk => $"{risk} {100.0 * risks.Count(one => one == risk) / Math.Max(1, risks.Count):0.#} %"));
    }
}
