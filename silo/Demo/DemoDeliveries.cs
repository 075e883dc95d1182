using System.Globalization;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>Suppliers confirm, delay, ship and deliver.</summary>
internal static class DemoDeliveries
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan UntilReceived = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan UntilShipped = TimeSpan.FromHours(6);
    private static readonly TimeSpan UntilConfirmed = TimeSpan.FromHours(8);
    private static readonly TimeSpan UntilDelayed = TimeSpan.FromHours(80);
    private static readonly string[] Reasons = ["carrier delay", "capacity at the mill", "quality rework", "strike", "raw material late"];

    public static void Run(DemoStep step)
    {
        foreach (var line in step.Floor.Suppliers.SelectMany(s => s.OpenLines))
        {
            if (line.Expected is not { } expected)
                continue;
            if (expected <= step.Now)
            {
                if (step.Happens(UntilReceived))
                    step.Say(new StockReceivedData(line.Quantity - line.Received, line.PurchaseOrder, line.Line) { Entity = line.Product });
            }
            else if (line.Confirmed is null && step.Happens(UntilConfirmed))
            {
                step.Say(new SupplierConfirmedData(line.Line, expected, line.Quantity - line.Received) { Entity = line.PurchaseOrder });
            }
            else if (expected - step.Now is var ahead && ahead < Day)
            {
                if (step.Happens(UntilShipped))
                    step.Say(new SupplierShippedData(Notice(line.PurchaseOrder, step), expected, [new ShippedLine(line.Line, null)]) { Entity = line.PurchaseOrder });
            }
            else if (line.DelayEvent is null && ahead < 15 * Day && step.Happens(UntilDelayed))
            {
                step.Say(new SupplierDelayedData(line.Line, expected.AddDays(1 + step.Random.Next(5)), Reasons[step.Random.Next(Reasons.Length)]) { Entity = line.PurchaseOrder });
            }
        }
    }

    private static string Notice(string purchaseOrder, DemoStep step) =>
        string.Create(CultureInfo.InvariantCulture, $"ASN-{purchaseOrder}-{step.Now.UtcDateTime:MMddHHmm}");
}
