using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Soft allocation of supply to demand, product by product from the top of the bills of materials down, so that the date
/// an order is needed by follows from the orders it supplies. Supply: on hand (not held), receipts by date, orders that make it.
/// Demand: orders that have started, then by priority, then by the date needed.
/// </summary>
internal sealed class DemandAllocation(
    SiteTwins twins, DateTimeOffset asOf, int[] open, double[] due, OperationRows operations, Work[] work,
    TimeLine[] lines, SourceBuilder sources, IBeliefs beliefs, FloorMemory memory)
{
    private const double Nothing = 1e-9;

    private readonly ProductStock _stock = new(twins);
    private readonly List<(int Order, Peg Peg)> _pegs = memory.Allocated;
    private readonly Dictionary<(int Receipt, double Covered), int> _instead = [];
    private readonly Dictionary<(int Order, int Maker), (int Absence, double Covered)> _standIns = [];
    private double[] _output = [];

    /// <summary>By order: due, or earlier where an order it supplies starts earlier.</summary>
    public double[] NeededBy { get; } = memory.Rows(ref memory.NeededBy, due.Length);

    public Pegging Allocate()
    {
        due.CopyTo(NeededBy, 0);
        _pegs.Clear();
        var product = new int[open.Length];
        var makers = new List<int>?[_stock.Count];
        _output = new double[open.Length];
        for (var o = 0; o < open.Length; o++)
        {
            var order = twins.Orders[open[o]];
            product[o] = _stock.IndexOf(order.Product);
            _output[o] = Math.Max(0, order.Quantity - _stock.AddScrap(product[o], order));
            (makers[product[o]] ??= []).Add(o);
        }
        Collect();
        var levels = Levels(product);
        for (var o = 0; o < open.Length; o++)
        {
            if (IsDemanded(product[o]) && PredictedScrap(twins.Orders[open[o]]) is > 0 and var scrap)
                _output[o] = Math.Max(0, _output[o] - _stock.AddPredictedScrap(product[o], Math.Min(scrap, _output[o])));
        }
        var receipts = Receipts();
        foreach (var p in Enumerable.Range(0, _stock.Count).Where(IsDemanded).OrderBy(p => levels[p]).ThenBy(p => p))
            Allocate(p, receipts[p], makers[p]);
        return Pack(receipts, makers);
    }

    private bool IsDemanded(int product) => memory.DemandFirst[product] < memory.DemandFirst[product + 1];

    /// <summary>Demands by product, each product's in the order of the orders.</summary>
    private void Collect()
    {
        var needs = memory.Needs;
        needs.Clear();
        Scratch.Clear(ref memory.DemandFirst, _stock.Count + 1);
        for (var o = 0; o < open.Length; o++)
        {
            foreach (var component in twins.Orders[open[o]].Components)
            {
                var quantity = component.Quantity - component.Consumed;
                if (quantity <= Nothing)
                    continue;
                needs.Add(new Need(o, _stock.IndexOf(component.Product), quantity));
                memory.DemandFirst[needs[^1].Product + 1]++;
            }
        }
        var most = 0;
        for (var p = 0; p < _stock.Count; p++)
        {
            most = Math.Max(most, memory.DemandFirst[p + 1]);
            memory.DemandFirst[p + 1] += memory.DemandFirst[p];
        }
        Scratch.Clear(ref memory.Ranked, most);
        Scratch.Clear(ref memory.Demands, needs.Count);
        var next = Next(memory.DemandFirst, _stock.Count);
        foreach (var (order, product, quantity) in needs)
            memory.Demands[next[product]++] = new Demand(order, quantity);
    }

    /// <summary>Where the next item of each is put.</summary>
    private int[] Next(int[] first, int count)
    {
        Scratch.Clear(ref memory.NextOf, Math.Max(open.Length, _stock.Count));
        Array.Copy(first, memory.NextOf, count);
        return memory.NextOf;
    }

    /// <summary>Low-level codes: a product stands below everything it goes into. A cycle stops at the depth limit.</summary>
    private int[] Levels(int[] product)
    {
        var levels = new int[_stock.Count];
        for (var (pass, moved) = (0, true); moved && pass < 40; pass++)
        {
            moved = false;
            foreach (var need in memory.Needs)
            {
                var (from, to) = (product[need.Order], need.Product);
                if (levels[to] > levels[from])
                    continue;
                levels[to] = levels[from] + 1;
                moved = true;
            }
        }
        return levels;
    }

    private List<int>?[] Receipts()
    {
        var receipts = new List<int>?[_stock.Count];
        for (var s = 0; s < twins.Suppliers.Count; s++)
        {
            var supplier = twins.Suppliers[s];
            for (var l = 0; l < supplier.Lines.Length; l++)
            {
                var line = supplier.Lines[l];
                if (line.Open <= Nothing)
                {
                    if (line.CancelEvent is { } word && line.Quantity - line.Received > Nothing)
                        _stock.AddCancelled(_stock.IndexOf(line.Product), line.Quantity - line.Received, line.Due is { } due ? Math.Max(0, (due - asOf).TotalMinutes) : 0, word);
                    continue;
                }
                var p = _stock.IndexOf(line.Product);
                foreach (var part in line.OpenParts())
                    (receipts[p] ??= []).Add(sources.Receipt(s, supplier, l, part, LeadTime(p)));
            }
        }
        foreach (var list in receipts)
            list?.Sort((a, b) => (sources[a].Release, a).CompareTo((sources[b].Release, b)));
        return receipts;
    }

    /// <summary>Whole pieces that the operations still to come will spoil with four chances in five: what may just as well not happen is no shortage.</summary>
    private double PredictedScrap(OrderTwin order)
    {
        var (scrapped, good) = (0.0, 1.0);
        foreach (var operation in order.Operations)
        {
            scrapped += operation.Scrap;
            if (operation.IsClosed)
                continue;
            var share = order.Quantity > 0 ? Math.Clamp(1 - (operation.Done + operation.Scrap) / order.Quantity, 0, 1) : 0;
            good *= 1 - share * beliefs.Yield(order.Product, operation.Operation, operation.WorkCenter).Scrap;
        }
        var expected = Math.Max(0, order.Quantity - scrapped) * (1 - good);
        return Math.Floor(Math.Max(0, expected - 0.84 * Math.Sqrt(expected)) + 1e-9);
    }

    private double LeadTime(int product) => _stock.Spec(product)?.LeadTimeDays ?? beliefs.DefaultLeadTimeDays;

    private void Allocate(int product, List<int>? receipts, List<int>? makers)
    {
        var calm = _stock.Absences(product) is { } absences ? new CalmSupply(_stock.Available(product), absences, receipts, sources) : null;
        var supply = memory.Supply;
        supply.Begin(_stock.Available(product));
        foreach (var receipt in receipts ?? [])
            supply.Add(SupplyKind.Receipt, receipt, sources[receipt].Quantity);
        if (makers is not null)
        {
            // An order promised to a customer is the last to be taken for something else.
            makers.Sort((a, b) => MakerRank(a).CompareTo(MakerRank(b)));
            foreach (var maker in makers)
                supply.Add(SupplyKind.Order, maker, _output[maker]);
        }
        foreach (var (waits, _, needed, demand) in Ranked(product))
        {
            var left = demand.Quantity;
            while (left > Nothing && supply.Take(demand.Order, left, waits) is { } taken)
            {
                var index = taken.Kind == SupplyKind.Receipt && calm is not null ? Instead(product, taken.Index, calm, taken.Quantity) : taken.Index;
                if (taken.Kind == SupplyKind.Order && calm?.CoveredAt(taken.Quantity) is { } covered)
                    _standIns[(demand.Order, taken.Index)] = (Source(product, calm.Largest), covered);
                calm?.Pass(taken.Quantity);
                _pegs.Add((demand.Order, new Peg(taken.Quantity, product, index, taken.Kind, waits)));
                if (taken.Kind == SupplyKind.Order)
                    NeededBy[taken.Index] = Math.Min(NeededBy[taken.Index], needed);
                left -= taken.Quantity;
            }
            // What has started has its material, whatever the books say.
            if (left > Nothing && waits)
                Short(product, demand.Order, left);
        }
    }

    /// <summary>The demands of a product in the order they are met.</summary>
    private Span<RankedDemand> Ranked(int product)
    {
        var demands = memory.Demands.AsSpan(memory.DemandFirst[product]..memory.DemandFirst[product + 1]);
        var ranked = memory.Ranked.AsSpan(0, demands.Length);
        for (var d = 0; d < ranked.Length; d++)
        {
            var order = twins.Orders[open[demands[d].Order]];
            ranked[d] = new RankedDemand(!operations.Started[demands[d].Order], -order.Priority, LatestStart(demands[d].Order), demands[d]);
        }
        ranked.Sort(static (a, b) => (a.Waits, a.Priority, a.Needed, a.Demand.Order).CompareTo((b.Waits, b.Priority, b.Needed, b.Demand.Order)));
        return ranked;
    }

    private (bool Promised, double Expected, int Order) MakerRank(int maker)
    {
        var order = twins.Orders[open[maker]];
        var expected = order.PlannedFinish ?? order.Due;
        return (order.Customer is not null, expected is { } date ? (date - asOf).TotalMinutes : double.MaxValue, maker);
    }

    private void Short(int product, int order, double quantity)
    {
        foreach (var part in _stock.ShortageParts(product, quantity))
            _pegs.Add((order, new Peg(part.Quantity, product, Source(product, part), SupplyKind.Shortage, true)));
    }

    private int Source(int product, Absence absence) => _stock.ShortageSource(
        product, absence.Kind, () => sources.Shortage(absence.Kind, _stock.Id(product), LeadTime(product), absence.Event, absence.Reason));

    /// <summary>The receipt as the one that stands in for what is missing, where it comes later than that would have.</summary>
    private int Instead(int product, int receipt, CalmSupply calm, double quantity)
    {
        if (calm.CoveredAt(quantity) is not { } covered || covered > sources[receipt].Release - 1)
            return receipt;
        if (!_instead.TryGetValue((receipt, covered), out var source))
            _instead[(receipt, covered)] = source = sources.Instead(receipt, Source(product, calm.Largest), covered);
        return source;
    }

    /// <summary>The latest an order may start to be ready when needed, by its remaining work in a row.</summary>
    private double LatestStart(int order)
    {
        var needed = NeededBy[order];
        var first = operations.First[order];
        var end = operations.First[order + 1];
        if (first == end)
            return needed;
        if (double.IsPositiveInfinity(needed))
            return twins.Orders[open[order]].PlannedStart is { } start ? (start - asOf).TotalMinutes : needed;
        var minutes = 0.0;
        for (var i = first; i < end; i++)
            minutes += work[i].Minutes;
        var line = lines[operations.WorkCenter[first]];
        return line.ToFinish(line.ToWork(needed) - minutes);
    }

    private Pegging Pack(List<int>?[] receipts, List<int>?[] makers)
    {
        var first = memory.Rows(ref memory.PegFirst, open.Length + 1);
        Array.Clear(first);
        foreach (var (order, _) in _pegs)
            first[order + 1]++;
        for (var o = 0; o < open.Length; o++)
            first[o + 1] += first[o];
        var next = Next(first, open.Length);
        var pegs = memory.Rows(ref memory.Pegs, _pegs.Count);
        foreach (var (order, peg) in _pegs)
            pegs[next[order]++] = peg;
        return new Pegging
        {
            First = first,
            Pegs = pegs,
            Products = _stock.Ids,
            OnHand = _stock.OnHand,
            ReceiptsOf = receipts,
            MakersOf = makers,
            OutputOf = _output,
            StandIns = _standIns,
        };
    }
}

/// <summary>What an order still needs of a product.</summary>
/// <param name="Order">Of the floor.</param>
/// <param name="Product">In the stock's numbering.</param>
/// <param name="Quantity">In the product's unit.</param>
internal readonly record struct Need(int Order, int Product, double Quantity);

/// <summary>What an order still needs of a product that is known.</summary>
/// <param name="Order">Of the floor.</param>
/// <param name="Quantity">In the product's unit.</param>
internal readonly record struct Demand(int Order, double Quantity);

/// <summary>A demand in the order it is met.</summary>
/// <param name="Waits">The order has not started.</param>
/// <param name="Priority">The higher the less.</param>
/// <param name="Needed">The latest the order may start, wall minutes.</param>
/// <param name="Demand">Itself.</param>
internal readonly record struct RankedDemand(bool Waits, int Priority, double Needed, Demand Demand);
