using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Sites;

public sealed class ReplayProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(200);

    /// <summary>Quarters, so that sums are exact whatever their order.</summary>
    private static readonly Gen<double> Quantity = Gen.Choose(0, 200).Select(quarters => quarters / 4.0);

    private static Gen<CloudEvent> OperationReportAt(int minute) =>
        from report in Gen.Elements(Enum.GetValues<OperationReport>())
        from operation in Gen.Elements("10", "20")
        from workCenter in Gen.Elements(null, "WC-MILL", "WC-OLD")
        from good in Gen.OneOf(Gen.Constant<double?>(null), Quantity.Select(quantity => (double?)quantity))
        from scrap in Gen.OneOf(Gen.Constant<double?>(null), Quantity.Select(quantity => (double?)quantity))
        select Report(minute, report, operation, workCenter, good, scrap);

    internal static Gen<CloudEvent> SupplierWordAt(int minute) =>
        from days in Gen.Choose(0, 12)
        from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => Confirmed(minute, Start.AddDays(days)),
            1 or 2 => Delayed(minute, Start.AddDays(days)),
            3 => Shipped(minute, days < 2 ? null : Start.AddDays(days), "1"),
            _ => SupplyCancelled(minute),
        };

    private static Gen<CloudEvent> StockMoveAt(int minute) =>
        from quantity in Quantity
        from kind in Gen.Choose(0, 2)
        select kind switch
        {
            0 => Received(minute, quantity),
            1 => Consumed(minute, quantity),
            _ => Consumed(minute, quantity, "MO-1"),
        };

    private static Gen<CloudEvent> HoldAt(int minute) =>
        from quantity in Quantity
        from isHold in Gen.Elements(true, false)
        from lot in Gen.Elements(null, "L1", "L2")
        from isOrder in Gen.Elements(true, false)
        select isHold
            ? isOrder ? OrderHold(minute, lot) : Hold(minute, quantity, lot)
            : isOrder ? OrderRelease(minute, lot) : Release(minute, lot);

    internal static Gen<CloudEvent> AnyAt(int minute) =>
        Gen.OneOf(OperationReportAt(minute), SupplierWordAt(minute), StockMoveAt(minute), HoldAt(minute),
            from good in Quantity
            from scrap in Quantity
            from isTotal in Gen.Elements(true, false)
            from kind in Gen.Choose(0, 7)
            select kind switch
            {
                0 => Count(minute, good, scrap, isTotal, order: "MO-1"),
                1 => Count(minute, good, scrap, isTotal, order: "MO-2", operation: "20"),
                2 => State(minute, MachineState.Stopped, good > 25 ? "A" : null),
                3 => State(minute, MachineState.Execute, good > 25 ? "A" : null),
                4 => Changed(minute, new OrderChange { Priority = (int)good % 10, Due = At(good) }),
                5 => Level(minute, good, scrap > 25 ? scrap : null),
                6 => Imported(minute, Lyon with { AsOf = At(minute), Orders = good > 25 ? Lyon.Orders : [Lyon.Orders[0]] }),
                _ => OrderDone(minute),
            });

    internal static Gen<CloudEvent[]> Distinct(Func<int, Gen<CloudEvent>> at, int most) =>
        from count in Gen.Choose(1, most)
        from events in Gen.CollectToArray(Enumerable.Range(1, count).Select(at))
        select events;

    private static void AnyOrderGivesTheSameState(Func<int, Gen<CloudEvent>> at, params CloudEvent[] also) =>
        Prop.ForAll(
            (from events in Distinct(at, 14)
             from shuffled in Gen.Shuffle(events.Concat(also).ToArray())
             select (Events: events.Concat(also).OrderBy(one => one.Time).ToArray(), Shuffled: shuffled)).ToArbitrary(),
            pair => PlacelessHash(pair.Events) == PlacelessHash(pair.Shuffled)).Check(Thorough);

    /// <summary>Of the twins without the positions they stand at and what was learned along the way, which go by the order of arrival.</summary>
    private static string PlacelessHash(CloudEvent[] events)
    {
        var twins = new TestSite().Take(events).State.Publish();
        return StateHash.Of(twins with
        {
            Orders = [.. twins.Orders.Select(one => one with { Position = 0 })],
            Components = [.. twins.Components.Select(one => one with { Position = 0 })],
            Suppliers = [.. twins.Suppliers.Select(one => one with { Position = 0 })],
            WorkCenters = [.. twins.WorkCenters.Select(one => one with { Position = 0 })],
            Learned = LearnedModels.None,
        });
    }

    [Fact]
    public void Operation_reports_in_any_order_give_the_same_state() => AnyOrderGivesTheSameState(OperationReportAt);

    [Fact]
    public void Supplier_words_in_any_order_give_the_same_state() => AnyOrderGivesTheSameState(SupplierWordAt);

    [Fact]
    public void Stock_moves_in_any_order_around_a_count_give_the_same_state() => AnyOrderGivesTheSameState(StockMoveAt, Level(6.5, 40, 12));

    [Fact]
    public void Holds_and_releases_in_any_order_give_the_same_state() => AnyOrderGivesTheSameState(HoldAt);

    [Fact]
    public void The_same_records_give_the_same_hash() =>
        Prop.ForAll(Distinct(AnyAt, 40).ToArbitrary(), events =>
        {
            var site = new TestSite();
            site.Take(events.Where(one => site.State.Check(one) is null));
            return TestSite.HashOf(site.Journal) == site.State.StateHash();
        }).Check(Thorough);

    [Fact]
    public void A_snapshot_anywhere_and_the_tail_give_the_same_hash() =>
        Prop.ForAll((from events in Distinct(AnyAt, 40) from at in Gen.Choose(0, 40) select (events, at)).ToArbitrary(), drawn =>
        {
            var site = new TestSite();
            foreach (var (one, i) in drawn.events.Select((one, i) => (one, i)))
            {
                if (i == drawn.at)
                    site.Restarted();
                if (site.State.Check(one) is null)
                    site.Take(one);
            }
            return TestSite.HashOf(site.Journal) == site.State.StateHash();
        }).Check(Thorough);

    [Fact]
    public void Records_delivered_again_change_nothing() =>
        Prop.ForAll((from events in Distinct(AnyAt, 20) from again in Gen.Choose(0, 20) select (events, again)).ToArbitrary(), drawn =>
        {
            var site = new TestSite();
            site.Take(drawn.events.Where(one => site.State.Check(one) is null));
            var hash = site.State.StateHash();
            foreach (var record in site.Journal.Take(drawn.again))
                site.State.Apply(record);
            return hash == site.State.StateHash();
        }).Check(Thorough);

    [Fact]
    public void Every_piece_counted_is_on_the_operation_and_on_the_work_center() =>
        Prop.ForAll((from good in Quantity.ListOf() from scrap in Quantity.ListOf() select (good, scrap)).ToArbitrary(), drawn =>
        {
            var site = new TestSite();
            var minute = 1;
            site.Take(drawn.good.Select(quantity => Count(minute++, quantity, order: "MO-1")));
            site.Take(drawn.scrap.Select(quantity => Count(minute++, 0, quantity, order: "MO-1")));
            return site.Operation().Done == drawn.good.Sum() && site.WorkCenter().Good == drawn.good.Sum()
                && site.Operation().Scrap == drawn.scrap.Sum() && site.WorkCenter().Scrap == drawn.scrap.Sum();
        }).Check(Thorough);

    [Fact]
    public void Stock_is_what_was_counted_and_all_that_moved_since() =>
        Prop.ForAll((from received in Quantity.ListOf() from consumed in Quantity.ListOf() select (received, consumed)).ToArbitrary(), drawn =>
        {
            var site = new TestSite();
            var minute = 1;
            site.Take(drawn.received.Select(quantity => Received(minute++, quantity)));
            site.Take(drawn.consumed.Select(quantity => Consumed(minute++, quantity)));
            return site.Component().OnHand == 120 + drawn.received.Sum() - drawn.consumed.Sum();
        }).Check(Thorough);
}
