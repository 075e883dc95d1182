using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Scenarios;

/// <summary>Edits made up for a floor, of every kind; now and then one that does not fit it.</summary>
internal sealed class RandomEdits(Random random, RandomFloor floor)
{
    public const int Kinds = 16;

    public Edit Of(int kind, SiteTwins twins)
    {
        var order = Pick(twins.Orders.Where(o => o.IsOpen).Select(o => o.Id));
        var center = $"WC-{random.Next(5)}";
        var line = Pick(twins.Suppliers.SelectMany(s => s.Lines).Where(l => l.Open > 0).Select(l => l.PurchaseOrder));
        var expected = twins.Suppliers.SelectMany(s => s.Lines).FirstOrDefault(l => l.PurchaseOrder == line)?.Expected ?? floor.Now;
        return kind switch
        {
            0 => new DelaySupply { PurchaseOrder = line, Line = "1", To = Later(expected) },
            1 => new ExpediteSupply { PurchaseOrder = line, Line = "1", To = expected < floor.Now ? Later(floor.Now) : floor.Now + (random.NextDouble() * (expected - floor.Now)) },
            2 => new CancelSupply { PurchaseOrder = line, Line = "1" },
            3 => new StopWorkCenter { WorkCenter = center, From = Hour(random.Next(-2, 40)), To = Hour(41 + random.Next(40)) },
            4 => new AddShift { WorkCenter = $"WC-{1 + random.Next(4)}", From = Hour(random.Next(0, 90)), To = Hour(91 + random.Next(20)) },
            5 => new SetCapacity { WorkCenter = center, Capacity = 1 + random.Next(4) },
            6 => new SetEfficiency { WorkCenter = center, Efficiency = 0.5 + random.NextDouble() },
            7 => Move(twins, order),
            8 => new SetPriority { Order = order, Priority = random.Next(10) },
            9 => new SetQuantity { Order = order, Quantity = 1 + random.Next(30) },
            10 => new SetDue { Order = order, Due = Hour(random.Next(-20, 200)) },
            11 => new CancelOrder { Order = order },
            12 => new AddOrder { Order = floor.Order($"NEW-{random.Next(1000)}", floor.Now) },
            13 => new SplitOrder { Order = Pick(twins.Orders.Where(CanBeSplit).Select(o => o.Id)), Quantity = 1 },
            14 => Release(twins),
            _ => Buy(twins),
        };
    }

    private Edit Move(SiteTwins twins, string order)
    {
        var operations = twins.Orders.First(o => o.Id == order).Operations.Where(o => !o.IsClosed && o.State != OperationState.Running);
        return new MoveOperation { Order = order, Operation = Pick(operations.Select(o => o.Operation)), WorkCenter = $"WC-{random.Next(5)}" };
    }

    /// <summary>A new purchase order, of a supplier that is known or not, or one more line of one that is there.</summary>
    private Edit Buy(SiteTwins twins)
    {
        var isNew = random.Next(3) > 0;
        return new ExpediteSupply
        {
            PurchaseOrder = isNew ? $"NEW-{random.Next(1000)}" : Pick(twins.Suppliers.SelectMany(s => s.Lines).Select(l => l.PurchaseOrder)), Line = "2", To = Later(floor.Now),
            Component = $"C-{random.Next(6)}", Quantity = 1 + random.Next(60), Supplier = !isNew ? null : random.Next(4) switch { 0 => null, 1 => "ACME", 2 => "BOLT", _ => "NEWCO" },
        };
    }

    private Edit Release(SiteTwins twins)
    {
        var (orders, components) = (twins.Orders.Where(o => !o.Holds.IsEmpty).Select(o => o.Id), twins.Components.Where(c => c.OnHold > 0).Select(c => c.Id));
        return random.Next(2) == 0 ? new ReleaseHold { Order = Pick(orders) } : new ReleaseHold { Component = Pick(components) };
    }

    private static bool CanBeSplit(OrderTwin order) =>
        order is { IsOpen: true, Quantity: > 1 } && order.Operations.All(o => o.State is OperationState.Pending or OperationState.Ready);

    private string Pick(IEnumerable<string> from) => from.ToArray() is { Length: > 0 } all ? all[random.Next(all.Length)] : "none";

    private DateTimeOffset Later(DateTimeOffset time) => (time > floor.Now ? time : floor.Now).AddMinutes(random.Next(6000));

    private DateTimeOffset Hour(int hours) => new DateTimeOffset(floor.Now.Date, TimeSpan.Zero).AddHours(floor.Now.Hour + 1 + hours);
}
