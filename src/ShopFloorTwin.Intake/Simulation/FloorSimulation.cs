using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>
/// A discrete-event simulation of a whole site: what really happens on a plant whose truth is known.
/// Pure: the same site gives the same events. Each quantity of each entity is drawn from a stream of its own.
/// </summary>
public sealed partial class FloorSimulation
{
    private enum Kind { Release, Ordered, Received, Warned, Ready, Look, End, Out, Up, GoesOn, HoldEnds }

    private readonly record struct Happening(Kind Kind, object Subject, int Unit = 0, int Stamp = 0, OutageTruth? Outage = null);

    private readonly record struct When(double Time, long Number) : IComparable<When>
    {
        public int CompareTo(When other) => Time != other.Time ? Time.CompareTo(other.Time) : Number.CompareTo(other.Number);
    }

    private readonly PriorityQueue<Happening, When> _agenda = new();
    private readonly SimulatedSite _site;
    private readonly Chance _chance;
    private readonly EventStream _stream;
    private readonly Dictionary<string, ProductSpec> _products;
    private readonly Dictionary<string, SimulatedCenter> _centers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, string), DurationTruth> _durations = [];
    private readonly Dictionary<string, double> _finishes = new(StringComparer.Ordinal);
    private readonly Stockroom _stock = new();
    private readonly HashSet<string> _components;
    private long _number;
    private int _arrived, _toCome;
    private double _now;

    private FloorSimulation(SimulatedSite site)
    {
        _site = site;
        _chance = new Chance(site.Truth.Seed).Of("floor");
        _stream = new EventStream("/simulation", site.Start);
        _products = site.Plant.Products.ToDictionary(product => product.Id, StringComparer.Ordinal);
        _components = [.. site.Plant.Products.SelectMany(product => product.Bom).Select(line => line.Component)];
        foreach (var one in site.Truth.Durations)
            _durations[(one.Product, one.Operation, one.WorkCenter)] = one;
        foreach (var center in site.Plant.WorkCenters)
            _centers.Add(center.Id, new SimulatedCenter(center, HoursOf(center)));
    }

    /// <summary>Days whose hours are known; behind them every work center is open around the clock.</summary>
    private const int Days = 1000;

    /// <summary>What is reported as it happens, until the last order is done or the site's time is up. Nothing is kept.</summary>
    public static IEnumerable<CloudEvent> Stream(SimulatedSite site) => new FloorSimulation(site).Happenings();

    /// <summary>All of it at once.</summary>
    public static SimulatedRun Run(SimulatedSite site)
    {
        var simulation = new FloorSimulation(site);
        return new SimulatedRun
        {
            Site = site,
            Events = [.. simulation.Happenings()],
            Finishes = simulation._finishes.ToDictionary(one => one.Key, one => simulation._stream.At(one.Value), StringComparer.Ordinal),
        };
    }

    private IEnumerable<CloudEvent> Happenings()
    {
        Open();
        while (_agenda.TryDequeue(out var happening, out var when) && !(when.Time > _site.UntilMinutes) && !IsOver())
        {
            _now = when.Time;
            Take(happening);
            while (_stream.TryTake(out var said))
                yield return said;
        }
    }

    /// <summary>Machines break for ever: it is over when there is nothing left to make.</summary>
    private bool IsOver() => _site.UntilMinutes is null && _toCome == 0 && _finishes.Count == _arrived;

    private WorkingHours HoursOf(WorkCenterSpec center)
    {
        var calendar = _site.Plant.Calendars.FirstOrDefault(one => one.Id == center.Calendar);
        var stops = center.PlannedStops.Select(stop => (Minutes(stop.From), Minutes(stop.To))).ToList();
        return calendar is null && stops.Count == 0
            ? WorkingHours.Always
            : WorkingHours.Of(calendar, TimeZoneInfo.FindSystemTimeZoneById(_site.Plant.TimeZone), _site.Start, Days, stops);
    }

    private double Minutes(DateTimeOffset at) => (at - _site.Start).TotalMinutes;

    private void Note(double time, Happening happening) => _agenda.Enqueue(happening, new When(time, _number++));

    private void Say(EventData data) => _stream.Say(_now, data);

    private void Open()
    {
        foreach (var center in _centers.Values)
            OpenOutages(center);
        foreach (var stock in _site.Plant.Stock)
            _stock.Receive(stock.Product, stock.OnHand - stock.OnHold);
        foreach (var purchase in _site.Plant.PurchaseOrders)
            Expect(purchase, 0);
        foreach (var later in _site.Purchases)
            Note(later.At, new Happening(Kind.Ordered, later.Purchase));
        foreach (var order in _site.Plant.Orders)
            Arrive(order, 0);
        foreach (var later in _site.Later)
            Note(later.At, new Happening(Kind.Release, later.Order));
        _toCome = _site.Later.Count;
    }

    private void Take(in Happening happening)
    {
        switch (happening.Kind)
        {
            case Kind.Release:
                var spec = (OrderSpec)happening.Subject;
                Say(new OrderReleasedData(spec) { Entity = spec.Id });
                Arrive(spec, _now);
                _toCome--;
                break;
            case Kind.Ordered:
                var purchase = (PurchaseOrderSpec)happening.Subject;
                Say(new SupplierOrderedData(purchase) { Entity = purchase.Id });
                Expect(purchase, _now);
                break;
            case Kind.Warned:
                Warn((ExpectedLine)happening.Subject);
                break;
            case Kind.Received:
                Receive((ExpectedLine)happening.Subject);
                break;
            case Kind.Ready:
                Queue((SimulatedStep)happening.Subject);
                break;
            case Kind.Look:
                Dispatch((SimulatedCenter)happening.Subject);
                break;
            case Kind.End:
                End((SimulatedCenter)happening.Subject, happening.Unit, happening.Stamp);
                break;
            case Kind.Out:
                GoOut((SimulatedCenter)happening.Subject, happening.Unit, happening.Stamp, happening.Outage!);
                break;
            case Kind.Up:
                ComeUp((SimulatedCenter)happening.Subject, happening.Unit, happening.Outage!);
                break;
            case Kind.GoesOn:
                GoOn((SimulatedCenter)happening.Subject, happening.Unit, happening.Stamp);
                break;
            case Kind.HoldEnds:
                EndHold((SimulatedOrder)happening.Subject);
                break;
        }
    }
}

/// <summary>What really happened.</summary>
public sealed record SimulatedRun
{
    public required SimulatedSite Site { get; init; }

    /// <summary>What was reported, in the order it happened.</summary>
    public required IReadOnlyList<CloudEvent> Events { get; init; }

    /// <summary>By order: when it was done.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Finishes { get; init; }
}
