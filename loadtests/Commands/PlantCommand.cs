using System.CommandLine;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>plant</c>: how a generated plant stands, and the document itself, for looking at it or for other tools.</summary>
internal static class PlantCommand
{
    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(1_000, 10_000);
        var load = new Option<double[]>("--load")
        {
            Description = "Work as a share of capacity.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [PlantOptions.LightLoad, PlantOptions.NormalLoad, PlantOptions.Overload],
        };
        var output = new Option<FileInfo?>("--out") { Description = "Writes the last plant document there." };
        var command = new Command("plant", "Makes a plant document and says how its orders stand.") { sizes, load, output };
        command.SetAction(parsed =>
        {
            foreach (var orders in parsed.GetRequiredValue(sizes))
            {
                foreach (var share in parsed.GetRequiredValue(load))
                    Show(new PlantOptions(orders, share, PlantOptions.FixedAsOf), parsed.GetValue(output));
            }
        });
        return command;
    }

    private static void Show(PlantOptions options, FileInfo? output)
    {
        var plant = Plants.Make(options);
        if (PlantValidator.Validate(plant) is { Count: > 0 } problems)
            throw new InvalidDataException($"the generated plant is wrong: {problems[0]}");
        var bytes = PlantWriter.Write(plant);
        if (output is not null)
            File.WriteAllBytes(output.FullName, bytes);
        var forecast = new Forecaster(new ForecastSettings()).Run(LocalSite.Twins(plant), options.AsOf);
        var causes = forecast.Orders.Where(order => order.Causes.Count > 0).CountBy(order => order.Causes[0].Kind).OrderByDescending(kind => kind.Value);
        Console.WriteLine($"{options.Orders,7} orders, load {options.Load}: {plant.WorkCenters.Count} work centers, {plant.Products.Count} products, {plant.PurchaseOrders.Count} purchase orders, {bytes.Length / 1024} KB; {LocalSite.Risks(forecast)}; first causes {string.Join(", ", causes.Select(kind => $"{kind.Key} {kind.Value}"))}");
    }
}
