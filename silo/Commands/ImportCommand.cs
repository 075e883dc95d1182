using System.CommandLine;
using ShopFloorTwin.Silo.Hosting;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>import plant.json</c>: takes a plant document into the site's journal.</summary>
public static class ImportCommand
{
    private sealed record Answer(string Site, long Position, int Orders, int WorkCenters, int Products);

    public static Command Create(CommandContext context)
    {
        var file = new Argument<FileInfo>("plant.json") { Description = "A plant document; its schema is at /schemas/plant/v1." };
        var command = new Command("import", "Imports a plant document: makes its site, or reconciles it by id.") { file, context.Json };
        command.SetAction(async (parsed, cancellation) =>
            (int)await RunAsync(context, parsed.GetRequiredValue(file), parsed.GetValue(context.Json), cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, FileInfo file, bool json, CancellationToken cancellation)
    {
        var settings = context.ReadSettings();
        var plant = await PlantFile.ReadAsync(file, context.Terminal, cancellation);
        await using var twin = await context.OpenAsync(settings, $"PUT it to /api/v1/sites/{plant.Document.Site}/plant there", cancellation);
        var position = await twin.ImportAsync(plant, settings.Clock, context.Time, cancellation);
        var answer = new Answer(plant.Document.Site, position, plant.Document.Orders.Count, plant.Document.WorkCenters.Count, plant.Document.Products.Count);
        if (json)
            context.Terminal.WriteJson(answer, CommandJson.Options);
        else
            context.Terminal.Output.WriteLine(
                $"Imported {answer.Site} at position {answer.Position}: {answer.Orders} orders, {answer.WorkCenters} work centers, {answer.Products} products.");
        return ExitCode.Ok;
    }
}
