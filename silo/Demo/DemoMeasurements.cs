using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>One or two readings a step from machines that run, or that are never switched off.</summary>
internal static class DemoMeasurements
{
    public static void Run(DemoStep step)
    {
        var live = step.Floor.WorkCenters.Where(w => IsLive(w, step.Now)).ToList();
        for (var i = 0; i < 1 + step.Random.Next(2) && live.Count > 0; i++)
        {
            var workCenter = live[step.Random.Next(live.Count)];
            var (characteristic, uom, target, spread) = Reading(workCenter.Id);
            var value = Math.Round(target + spread * (step.Random.NextDouble() + step.Random.NextDouble() - 1), 1);
            step.Say(new MachineMeasurementData(characteristic, value, uom, target - spread, target + spread, null) { Entity = workCenter.Id });
        }
    }

    private static bool IsLive(WorkCenterView workCenter, DateTimeOffset now) =>
        DemoCatalog.Find(workCenter.Id) is { } known && !workCenter.State.IsDown()
        && (known.Calendar == DemoHours.AroundTheClock || (workCenter.State.IsProducing() && DemoHours.IsOpen(known.Calendar, now)));

    private static (string Characteristic, string Uom, double Target, double Spread) Reading(string workCenter) => workCenter switch
    {
        "WC-HT" => ("furnace temperature", "°C", 920, 8),
        "WC-COAT" => ("oven temperature", "°C", 180, 5),
        "WC-WASH" => ("bath temperature", "°C", 62, 3),
        "WC-TEST" => ("noise level", "dB(A)", 68, 4),
        "WC-CMM" => ("room temperature", "°C", 20, 0.5),
        "WC-ASM-1" or "WC-ASM-2" => ("tightening torque", "Nm", 48, 3),
        "WC-PACK" => ("crate weight", "kg", 85, 30),
        _ => ("spindle load", "%", 62, 20),
    };
}
