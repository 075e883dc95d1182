using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Sites;

public sealed class TwinSliceProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    /// <summary>What <see cref="ReplayProperties.AnyAt"/> has, and orders released and purchase orders placed, moved and late in coming.</summary>
    private static Gen<CloudEvent> AnyAt(int minute) => Gen.OneOf(
        ReplayProperties.AnyAt(minute),
        from kind in Gen.Choose(0, 6)
        from number in Gen.Choose(1, 3)
        from quantity in Gen.Choose(1, 40)
        select kind switch
        {
            0 => Released(minute, Order($"MO-{number}") with { Quantity = quantity }),
            1 => Released(minute, Order("MO-1") with { Product = number == 1 ? "C-20" : "P-100" }),
            2 or 3 => Ordered(number == 3 ? -minute : minute, Purchase(number == 1 ? "PO-7" : "PO-8", kind == 2 ? "SUP-ACME" : "SUP-BOLT", quantity)),
            4 => Received(minute, quantity, number == 1 ? "PO-8" : "PO-7", "1"),
            5 => MaintenancePlanned(minute, minute + number, minute + quantity),
            _ => Measured(minute, quantity),
        });

    private static PurchaseOrderSpec Purchase(string id, string supplier, double quantity) => new()
    {
        Id = id, Supplier = supplier, Lines = [new PurchaseOrderLineSpec { Line = "1", Product = "C-10", Quantity = quantity, Due = Start.AddDays(5) }],
    };

    private static readonly Gen<(CloudEvent[] Events, int Seed)> Journals =
        from events in ReplayProperties.Distinct(AnyAt, 40)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (events, seed);

    [Fact]
    public void A_slice_that_takes_a_new_base_when_it_asks_is_the_sites_twin_after_every_record() =>
        Prop.ForAll(Journals.ToArbitrary(), journal =>
        {
            var random = new Random(journal.Seed);
            var site = new TestSite();
            var slices = All(site.State).ToDictionary(one => one, one => TwinSlice.Of(site.State, one)!);
            foreach (var @event in journal.Events.Where(@event => site.State.Check(@event) is null))
            {
                site.Take(@event);
                foreach (var twin in All(site.State).Except(slices.Keys).ToArray())
                    slices.Add(twin, TwinSlice.Of(site.State, twin)!);
                foreach (var (twin, slice) in slices)
                {
                    var next = random.Next(4) == 0 ? TwinSlice.Load(twin, slice.Save()) : slice;
                    if (next.Apply(site.Journal[^1]) == SliceOutcome.NeedsBase)
                        next = TwinSlice.Of(site.State, twin);
                    if (next is null)
                        slices.Remove(twin);
                    else
                        slices[twin] = next;
                    if (next?.Position != (next is null ? null : site.State.Position) || (next is null ? null : System.Text.Encoding.UTF8.GetString(next.Content())) != TwinOf(site.State.Publish(), twin))
                        return false;
                }
            }
            return true;
        }).Check(Thorough);

    [Fact]
    public void Every_twin_that_a_record_changed_is_among_those_it_concerns() =>
        Prop.ForAll(Journals.ToArbitrary(), journal =>
        {
            var site = new TestSite();
            foreach (var @event in journal.Events.Where(@event => site.State.Check(@event) is null && !TwinRefs.ConcernsAll(@event)))
            {
                var before = site.State.Publish();
                site.Take(@event);
                var concerned = TwinRefs.Of(@event, id => before.Suppliers.LastOrDefault(supplier => supplier.Lines.Any(line => line.PurchaseOrder == id))?.Id).ToArray();
                if (All(site.State).Any(twin => TwinOf(before, twin) != TwinOf(site.State.Publish(), twin) && !concerned.Contains(twin)))
                    return false;
            }
            return true;
        }).Check(Thorough);

    [Fact]
    public void Records_delivered_again_do_not_change_a_slice() =>
        Prop.ForAll(Journals.ToArbitrary(), journal =>
        {
            var site = new TestSite();
            site.Take(journal.Events.Where(@event => site.State.Check(@event) is null));
            return All(site.State).All(twin =>
            {
                var slice = TwinSlice.Of(site.State, twin)!;
                return site.Journal.All(record => slice.Apply(record) == SliceOutcome.NotAbout) && slice.Content().AsSpan().SequenceEqual(TwinSlice.Of(site.State, twin)!.Content());
            });
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Machine_states_measurements_and_counts_never_ask_for_a_base()
    {
        var site = new TestSite();
        var slice = TwinSlice.Of(site.State, new TwinRef(TwinKind.WorkCenter, "WC-MILL"))!;

        site.Take(State(1, MachineState.Execute), Count(2, 3), Count(3, 9, isTotal: true, order: "MO-1"), Measured(4, 12.5), Alarm(5, "E1", true),
            MaintenancePlanned(6, 60, 90), MaintenanceDone(7), State(8, MachineState.Stopped));

        Assert.All(site.Journal.Skip(1), record => Assert.Equal(SliceOutcome.Folded, slice.Apply(record)));
    }

    [Fact]
    public void Words_of_a_supplier_never_ask_for_a_base()
    {
        var site = new TestSite();
        var slice = TwinSlice.Of(site.State, new TwinRef(TwinKind.Supplier, "SUP-ACME"))!;

        site.Take(Confirmed(1, At(500)), Delayed(2, At(900)), Shipped(3, At(950), "1"), Received(4, 20, "PO-7", "1"), SupplyCancelled(5, "2"));

        Assert.All(site.Journal.Skip(1), record => Assert.Equal(SliceOutcome.Folded, slice.Apply(record)));
    }

    [Fact]
    public void A_saved_slice_of_another_twin_is_refused()
    {
        var saved = TwinSlice.Of(new TestSite().State, new TwinRef(TwinKind.Order, "MO-1"))!.Save();

        Assert.Throws<InvalidDataException>(() => TwinSlice.Load(new TwinRef(TwinKind.Order, "MO-2"), saved));
        Assert.Throws<InvalidDataException>(() => TwinSlice.Load(new TwinRef(TwinKind.Component, "MO-1"), saved));
        Assert.Throws<InvalidDataException>(() => TwinSlice.Load(new TwinRef(TwinKind.Order, "MO-1"), saved.AsSpan(1)));
    }

    private static IEnumerable<TwinRef> All(SiteState state)
    {
        var twins = state.Publish();
        return [
            .. twins.WorkCenters.Select(one => new TwinRef(TwinKind.WorkCenter, one.Id)), .. twins.Orders.Select(one => new TwinRef(TwinKind.Order, one.Id)),
            .. twins.Components.Select(one => new TwinRef(TwinKind.Component, one.Id)), .. twins.Suppliers.Select(one => new TwinRef(TwinKind.Supplier, one.Id)),
        ];
    }

    /// <summary>The site's own twin as canonical JSON; null when it has none.</summary>
    private static string? TwinOf(SiteTwins twins, TwinRef twin) => twin.Kind switch
    {
        TwinKind.WorkCenter => twins.WorkCenters.FirstOrDefault(one => one.Id == twin.Id) is { } one ? JsonSerializer.Serialize(one, StateJson.Default.WorkCenterTwin) : null,
        TwinKind.Order => twins.Orders.FirstOrDefault(one => one.Id == twin.Id) is { } one ? JsonSerializer.Serialize(one, StateJson.Default.OrderTwin) : null,
        TwinKind.Component => twins.Components.FirstOrDefault(one => one.Id == twin.Id) is { } one ? JsonSerializer.Serialize(one, StateJson.Default.ComponentTwin) : null,
        _ => twins.Suppliers.FirstOrDefault(one => one.Id == twin.Id) is { } one ? JsonSerializer.Serialize(one, StateJson.Default.SupplierTwin) : null,
    };
}
