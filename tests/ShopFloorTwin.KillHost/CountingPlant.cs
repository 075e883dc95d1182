using System.Globalization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.KillHost;

/// <summary>A press that counts one good piece per event, so that what it has counted says which events took effect, and how often.</summary>
public static class CountingPlant
{
    public const string Site = "lyon";
    public const string Press = "WC-PRESS";
    private static readonly DateTimeOffset Morning = new(2026, 11, 2, 6, 0, 0, TimeSpan.Zero);

    public static CloudEvent Imported() => Read(EventWriter.Write("/plan", "plant", Morning, new PlantImportedData(Plant) { Entity = Site }));

    public static CloudEvent Counted(long number) => Read(EventWriter.Write(
        "/press", IdOf(number), Morning.AddSeconds(number % 100_000), new MachineCountData(1, 0, false, null, null, null) { Entity = Press }));

    public static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"piece-{number}");

    private static PlantDocument Plant => new()
    {
        Site = Site,
        AsOf = Morning,
        WorkCenters = [new WorkCenterSpec { Id = Press }],
        Products = [new ProductSpec { Id = "LID", Routing = [new RoutingStepSpec { Operation = "10", WorkCenter = Press, MinutesPerUnit = 1 }] }],
        Orders = [.. Enumerable.Range(1, 20).Select(number => new OrderSpec { Id = $"MO-{number}", Product = "LID", Quantity = 30, Due = Morning.AddHours(number) })],
    };

    private static CloudEvent Read(byte[] body) => EventReader.Read(body).Event!;
}
