using System.Collections;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Supply and demand of each component for the published forecast.</summary>
internal static class ComponentAssembly
{
    public static ComponentForecast[] Of(Floor floor, float[] starts, (float P50, float P80)[] finishes)
    {
        var pegs = PegsByProduct(floor);
        var forecasts = new ComponentForecast[floor.Twins.Components.Count];
        for (var c = 0; c < forecasts.Length; c++)
        {
            var shortage = 0.0;
            var from = double.PositiveInfinity;
            foreach (var (order, p) in pegs[c] ?? [])
            {
                if (floor.Pegging.Pegs[p].Supply != SupplyKind.Shortage)
                    continue;
                shortage += floor.Pegging.Pegs[p].Quantity;
                from = Math.Min(from, Needed(floor, starts, order));
            }
            forecasts[c] = new ComponentForecast
            {
                OnHand = floor.Pegging.OnHand[c],
                Incoming = Incoming(floor, c, finishes),
                Pegged = pegs[c] is { } list ? new PeggedList(floor, starts, list) : [],
                ShortageQuantity = shortage,
                ShortageFrom = double.IsPositiveInfinity(from) ? null : ForecastAssembly.At(floor, from),
            };
        }
        return forecasts;
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

    private static List<Incoming> Incoming(Floor floor, int component, (float P50, float P80)[] finishes)
    {
        var incoming = new List<Incoming>();
        Span<float> arrival = stackalloc float[2];
        foreach (var index in floor.Pegging.ReceiptsOf[component] ?? [])
        {
            var source = floor.Sources[index];
            var line = floor.Twins.Suppliers[source.Supplier].Lines[source.Line];
            Quantiles.Of(source.Samples, [0.5, 0.8], arrival);
            incoming.Add(new Incoming(line.PurchaseOrder, line.Line, null, line.Open, line.Due, ForecastAssembly.At(floor, arrival[0]), ForecastAssembly.At(floor, arrival[1])));
        }
        foreach (var maker in floor.Pegging.MakersOf[component] ?? [])
        {
            var order = floor.Twins.Orders[floor.OrderTwin[maker]];
            incoming.Add(new Incoming(null, null, floor.OrderTwin[maker], floor.Pegging.OutputOf[maker], order.Due,
                ForecastAssembly.At(floor, finishes[maker].P50), ForecastAssembly.At(floor, finishes[maker].P80)));
        }
        return incoming;
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
}
