using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Forecast.Truth;

internal enum FaultKind
{
    SupplierDelay, Breakdown, PastBreakdown, OrderHold, StockHold, Scrap, Maintenance, SlowOperation, ShortCount, UrgentOrder, BigOrder,
}

/// <summary>One thing that goes wrong in a known plant, the events that tell of it, and how it is to be named.</summary>
/// <param name="Kind">Of the fault.</param>
/// <param name="Events">That tell of it.</param>
/// <param name="Slow">Operations that run for longer than in the calm plant.</param>
/// <param name="Names">Whether a cause names it.</param>
internal sealed record Fault(FaultKind Kind, IReadOnlyList<KnownEvent> Events, IReadOnlyDictionary<(string, string), double> Slow, Func<Cause, bool> Names)
{
    /// <summary>A work center whose work of the last hours was not done for it.</summary>
    public string? Undone { get; init; }

    private static readonly IReadOnlyDictionary<(string, string), double> Nothing = new Dictionary<(string, string), double>();

    /// <summary>A fault of a kind; null: the plant has nothing it could happen to.</summary>
    public static Fault? Of(FaultKind kind, KnownPlant plant, Random random)
    {
        var at = KnownPlant.Now.AddMinutes(-random.Next(5, 90));
        var id = $"fault-{kind}";
        string Pick(IReadOnlyList<string> from) => from[random.Next(from.Count)];
        var centers = plant.WorkCenters.Select(w => w.Id).ToList();
        switch (kind)
        {
            case FaultKind.SupplierDelay when plant.Purchases.Count > 0:
                var purchase = plant.Purchases[random.Next(plant.Purchases.Count)];
                var until = purchase.Lines[0].Due!.Value.AddHours(random.Next(24, 240));
                return One(kind, new(id, "supplier.delayed.v1", "purchase-order/" + purchase.Id, $$"""{"line":"1","date":"{{until:o}}"}""", at),
                    c => c.Kind == CauseKind.SupplierDelay && c.Subject == "purchase-order/" + purchase.Id && c.Event == id);
            case FaultKind.Breakdown:
                var down = Pick(centers);
                return One(kind, new(id, "machine.state.v1", "work-center/" + down, """{"state":"aborted"}""", at),
                    c => c.Kind == CauseKind.WorkCenterDown && c.Subject == "work-center/" + down && c.Event == id);
            case FaultKind.PastBreakdown when plant.Done.Any(done => done.Value.Count > 0):
                var (stood, missed) = plant.Done.Where(done => done.Value.Count > 0).ElementAt(random.Next(plant.Done.Count(done => done.Value.Count > 0)));
                return new Fault(kind,
                    [
                        new(id, "machine.state.v1", "work-center/" + stood, """{"state":"aborted"}""", missed[0].From.AddMinutes(-1)),
                        new(id + "-over", "machine.state.v1", "work-center/" + stood, """{"state":"execute"}""", KnownPlant.Now.AddMinutes(-5)),
                    ], Nothing, c => c.Kind == CauseKind.WorkCenterDown && c.Subject == "work-center/" + stood && c.Event == id)
                { Undone = stood };
            case FaultKind.OrderHold:
                var held = plant.Orders[random.Next(plant.Orders.Count)].Id;
                return One(kind, new(id, "quality.hold.v1", "order/" + held, """{"reason":"bore out of limits"}""", at),
                    c => c.Kind == CauseKind.QualityHold && c.Subject == "order/" + held && c.Event == id);
            case FaultKind.StockHold when plant.Stock.Any(s => s.OnHand > 0):
                var stock = Pick([.. plant.Stock.Where(s => s.OnHand > 0).Select(s => s.Product)]);
                return One(kind, new(id, "quality.hold.v1", "component/" + stock, """{"reason":"crack"}""", at),
                    c => c.Kind == CauseKind.QualityHold && c.Subject == "component/" + stock && c.Event == id);
            case FaultKind.Scrap:
                var bad = plant.Orders[random.Next(plant.Orders.Count)];
                var scrap = Math.Max(1, Math.Ceiling(bad.Quantity * random.Next(3, 11) / 10));
                var step = plant.Product(bad.Product).Routing[0];
                return One(kind, new(id, "machine.count.v1", "work-center/" + step.WorkCenter, $$"""{"good":0,"scrap":{{scrap}},"mode":"delta","order":"{{bad.Id}}","operation":"{{step.Operation}}"}""", at),
                    c => c.Kind == CauseKind.Scrap && c.Subject == "component/" + bad.Product && c.Event == id);
            case FaultKind.Maintenance:
                var stopped = Pick(centers);
                var from = KnownPlant.Now.AddHours(random.Next(0, 30));
                return One(kind, new(id, "maintenance.planned.v1", "work-center/" + stopped, $$"""{"from":"{{from:o}}","to":"{{from.AddHours(random.Next(8, 72)):o}}","reason":"overhaul"}""", at),
                    c => c.Kind == CauseKind.Maintenance && c.Subject == "work-center/" + stopped && c.Event == id);
            case FaultKind.SlowOperation when plant.RunningFor.Count > 0:
                var (slow, _) = plant.RunningFor.ElementAt(random.Next(plant.RunningFor.Count));
                var planned = plant.Minutes(plant.Orders.Single(o => o.Id == slow.Order));
                return new Fault(kind, [], new Dictionary<(string, string), double> { [slow] = Math.Round(planned * random.Next(20, 60) / 10) },
                    c => c.Kind == CauseKind.SlowOperation && c.Subject == "order/" + slow.Order);
            case FaultKind.ShortCount when plant.Stock.Any(s => s.OnHand > 0):
                var counted = plant.Stock.Where(s => s.OnHand > 0).ElementAt(random.Next(plant.Stock.Count(s => s.OnHand > 0)));
                return One(kind, new(id, "stock.level.v1", "component/" + counted.Product, $$"""{"onHand":{{Math.Floor(counted.OnHand * random.Next(0, 7) / 10)}}}""", at),
                    c => c.Kind == CauseKind.ComponentShortage && c.Subject == "component/" + counted.Product && c.Event == id);
            case FaultKind.UrgentOrder:
            case FaultKind.BigOrder:
                var isUrgent = kind == FaultKind.UrgentOrder;
                var routes = Enumerable.Range(0, isUrgent ? random.Next(1, 4) : 1).Select(_ => Pick(centers)).ToList();
                var operations = string.Join(',', routes.Select((w, i) => $$"""{"operation":"{{10 * (i + 1)}}","workCenter":"{{w}}","plannedMinutes":{{random.Next(600, 3000)}}}"""));
                // The urgent one has time; the big one is due first.
                var due = isUrgent ? KnownPlant.Now.AddDays(40) : KnownPlant.Now.AddMinutes(600);
                return One(kind, new(id, "order.released.v1", "order/MO-NEW",
                    $$"""{"id":"MO-NEW","product":"{{plant.Orders[^1].Product}}","quantity":1,"customer":"New","priority":{{(isUrgent ? 5 : 0)}},"due":"{{due:o}}","components":[],"operations":[{{operations}}]}""", at),
                    c => isUrgent ? c.Kind == CauseKind.Priority && c.Subject == "order/MO-NEW" : c.Kind == CauseKind.Capacity && c.Subject == "work-center/" + routes[0]);
            default:
                return null;
        }
    }

    public override string ToString() => $"{Kind}({string.Join(' ', Events.Select(e => e.Subject).Concat(Slow.Select(o => o.Key.Item1)).Distinct())})";

    public SiteTwins Happens(KnownPlant plant, Fault? other = null)
    {
        var running = new Dictionary<(string, string), double>(plant.RunningFor);
        foreach (var (operation, minutes) in Slow.Concat(other?.Slow ?? Nothing))
            running[operation] = minutes;
        return plant.After([.. Events, .. (other?.Events ?? [])], running, Undone ?? other?.Undone);
    }

    private static Fault One(FaultKind kind, KnownEvent happening, Func<Cause, bool> names) => new(kind, [happening], Nothing, names);
}
