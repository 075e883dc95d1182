using System.Globalization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Hosting;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Takes a plant document into its site's journal, as <c>PUT …/plant</c> does.</summary>
public static class PlantImport
{
    private const string Source = "shopfloortwin/import";

    /// <returns>The document's position, once the site's picture shows it.</returns>
    /// <exception cref="CommandFailure">The site refuses it.</exception>
    public static async Task<long> ImportAsync(this OpenTwin open, PlantFile plant, EngineClock clock, TimeProvider time, CancellationToken cancellation)
    {
        var site = plant.Document.Site;
        var now = time.GetUtcNow();
        var body = EventWriter.Write(
            Source, Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture), EventTypes.PlantImported, $"site/{site}",
            clock == EngineClock.Journal ? plant.Document.AsOf ?? now : now, plant.Bytes.Span);
        var reading = EventReader.Read(body);
        if (reading.Event is not { } imported)
            throw new CommandFailure(ExitCode.BadInput, reading.Refusal!.Detail);
        var twin = await open.Engine.OpenAsync(site, cancellation);
        var outcome = (await twin.AcceptAsync([imported], cancellation)).Outcomes[0];
        if (outcome.Kind == OutcomeKind.Refused)
            throw new CommandFailure(ExitCode.BadInput, outcome.Refusal!.Detail);
        await twin.WaitForAsync(outcome.Position, cancellation);
        return outcome.Position;
    }
}
