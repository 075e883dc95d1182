using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>Orders under way are held now and then; a hold that makes an order late is looked at and released.</summary>
internal static class DemoQuality
{
    private static readonly TimeSpan BetweenHolds = TimeSpan.FromMinutes(100);
    private static readonly TimeSpan UntilReleased = TimeSpan.FromHours(6);
    private static readonly string[] Reasons = ["bore out of tolerance", "hardness below limit", "surface crack suspected", "certificate missing"];

    public static void Run(DemoStep step)
    {
        var feeders = step.Floor.UnderWay.Where(o => o.Customer is null).ToList();
        if (feeders.Count > 0 && step.Happens(BetweenHolds))
        {
            var order = feeders[step.Random.Next(feeders.Count)].Id;
            step.Say(new QualityHoldData(QualitySubject.Order, Reasons[step.Random.Next(Reasons.Length)], $"LOT-{order}", null) { Entity = order });
        }
        foreach (var held in step.Floor.Orders.SelectMany(o => o.Causes).Where(c => c.Kind == "qualityHold").Select(c => c.Subject).Distinct(StringComparer.Ordinal))
        {
            if (held.Split('/') is ["order", var id] && step.Happens(UntilReleased))
                step.Say(new QualityReleasedData(QualitySubject.Order, null) { Entity = id });
        }
    }
}
