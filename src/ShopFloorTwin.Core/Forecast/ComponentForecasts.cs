using System.Collections;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Supply and demand of the components for the published forecast, worked out when first read.</summary>
/// <param name="floor">Kept.</param>
/// <param name="starts">By operation, medians.</param>
/// <param name="finishes">By order.</param>
/// <param name="samples">Of each source.</param>
internal sealed class ComponentForecasts(Floor floor, float[] starts, (float P50, float P80)[] finishes, int samples)
    : IReadOnlyList<ComponentForecast>
{
    private readonly Lazy<List<(int Order, int Peg)>?[]> _pegs = new(() => PegsByProduct(floor));

    public int Count => floor.Twins.Components.Count;

    public ComponentForecast this[int index]
    {
        get
        {
            var pegs = _pegs.Value[index];
            var (shortage, from) = Shortage(pegs ?? []);
            return new ComponentForecast
            {
                OnHand = floor.Pegging.OnHand[index],
                Incoming = new IncomingList(floor, finishes, samples, floor.Pegging.ReceiptsOf[index] ?? [], floor.Pegging.MakersOf[index] ?? []),
                Pegged = pegs is null ? [] : new PeggedList(floor, starts, pegs),
                ShortageQuantity = shortage,
                ShortageFrom = double.IsPositiveInfinity(from) ? null : ForecastAssembly.At(floor, from),
            };
        }
    }

    public IEnumerator<ComponentForecast> GetEnumerator()
    {
        for (var c = 0; c < Count; c++)
            yield return this[c];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private (double Quantity, double From) Shortage(List<(int Order, int Peg)> pegs)
    {
        var (quantity, from) = (0.0, double.PositiveInfinity);
        foreach (var (order, p) in pegs)
        {
            if (floor.Pegging.Pegs[p].Supply != SupplyKind.Shortage)
                continue;
            quantity += floor.Pegging.Pegs[p].Quantity;
            from = Math.Min(from, Needed(floor, starts, order));
        }
        return (quantity, from);
    }

    private static List<(int Order, int Peg)>?[] PegsByProduct(Floor floor)
    {
        var lists = new List<(int, int)>?[floor.Twins.Components.Count];
        for (var o = 0; o < floor.Orders; o++)
        {
            for (var p = floor.Pegging.First[o]; p < floor.Pegging.First[o + 1]; p++)
            {
                var product = floor.Pegging.Pegs[p].Product;
                if (product < lists.Length)
                    (lists[product] ??= []).Add((o, p));
            }
        }
        return lists;
    }

    /// <summary>The latest start that keeps the order's date; without a date, its planned start.</summary>
    private static double Needed(Floor floor, float[] starts, int order)
    {
        var first = floor.OperationFirst[order];
        var end = floor.OperationFirst[order + 1];
        var needed = floor.NeededBy[order];
        if (double.IsPositiveInfinity(needed))
        {
            var planned = floor.Twins.Orders[floor.OrderTwin[order]].PlannedStart;
            return planned is { } start ? (start - floor.AsOf).TotalMinutes : first < end ? starts[first] : 0;
        }
        if (first == end)
            return needed;
        var minutes = 0.0;
        for (var i = first; i < end; i++)
            minutes += floor.Work[i].Minutes;
        var line = floor.Lines[floor.WorkCenter[first]];
        return line.ToFinish(line.ToWork(needed) - minutes);
    }

    /// <summary>Pegs of one component, made when read.</summary>
    private sealed class PeggedList(Floor floor, float[] starts, List<(int Order, int Peg)> pegs) : IReadOnlyList<Pegged>
    {
        public int Count => pegs.Count;

        public Pegged this[int index]
        {
            get
            {
                var (order, p) = pegs[index];
                var peg = floor.Pegging.Pegs[p];
                var from = peg.Supply switch
                {
                    SupplyKind.OnHand => "onHand",
                    SupplyKind.Order => "order/" + floor.Twins.Orders[floor.OrderTwin[peg.Index]].Id,
                    SupplyKind.Receipt => floor.Sources[peg.Index].Subject,
                    _ => "shortage",
                };
                return new Pegged(floor.OrderTwin[order], peg.Quantity, from, ForecastAssembly.At(floor, Needed(floor, starts, order)));
            }
        }

        public IEnumerator<Pegged> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>What is expected of one component, receipts first, made when read.</summary>
    private sealed class IncomingList(Floor floor, (float P50, float P80)[] finishes, int samples, List<int> receipts, List<int> makers)
        : IReadOnlyList<Incoming>
    {
        public int Count => receipts.Count + makers.Count;

        public Incoming this[int index] => index < receipts.Count ? Receipt(receipts[index]) : Made(makers[index - receipts.Count]);

        public IEnumerator<Incoming> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private Incoming Receipt(int index)
        {
            var source = floor.Sources[index];
            var line = floor.Twins.Suppliers[source.Supplier].Lines[source.Line];
            var drawn = new float[samples];
            Span<float> arrival = stackalloc float[2];
            source.Samples.CopyTo(drawn);
            Quantiles.Of(drawn, [0.5, 0.8], arrival);
            return new Incoming(line.PurchaseOrder, line.Line, null, source.Quantity, line.Due, At(arrival[0]), At(arrival[1]));
        }

        private Incoming Made(int maker)
        {
            var order = floor.Twins.Orders[floor.OrderTwin[maker]];
            return new Incoming(null, null, floor.OrderTwin[maker], floor.Pegging.OutputOf[maker], order.Due, At(finishes[maker].P50), At(finishes[maker].P80));
        }

        private DateTimeOffset At(float minutes) => ForecastAssembly.At(floor, minutes);
    }
}
