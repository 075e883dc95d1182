using System.Collections;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Supply and demand of each component for the published forecast.</summary>
internal static class ComponentAssembly
{
    public static ComponentForecast[] Of(Floor floor, Schedule schedule, OrderForecast[] orders)
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
                from = Math.Min(from, Needed(floor, schedule, order));
            }
            forecasts[c] = new ComponentForecast
            {
                OnHand = floor.Pegging.OnHand[c],
                Incoming = Incoming(floor, c, orders),
                Pegged = pegs[c] is { } list ? new PeggedList(floor, schedule, list) : [],
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

    private static List<Incoming> Incoming(Floor floor, int component, OrderForecast[] orders)
    {
        var incoming = new List<Incoming>();
        foreach (var index in floor.Pegging.ReceiptsOf[component] ?? [])
        {
            var source = floor.Sources[index];
            var line = floor.Twins.Suppliers[source.Supplier].Lines[source.Line];
            var sorted = source.Samples.AsSpan().ToArray();
            Array.Sort(sorted);
            incoming.Add(new Incoming(line.PurchaseOrder, line.Line, null, line.Open, line.Due,
                ForecastAssembly.At(floor, Quantiles.Of(sorted, 0.5)), ForecastAssembly.At(floor, Quantiles.Of(sorted, 0.8))));
        }
        foreach (var maker in floor.Pegging.MakersOf[component] ?? [])
        {
            var order = floor.Twins.Orders[floor.OrderTwin[maker]];
            incoming.Add(new Incoming(null, null, floor.OrderTwin[maker], floor.Pegging.OutputOf[maker], order.Due, orders[maker].P50, orders[maker].P80));
        }
        return incoming;
    }

    /// <summary>When the order's work is planned to start, its material aside: the latest start that keeps its date.</summary>
    private static double Needed(Floor floor, Schedule schedule, int order)
    {
        var first = floor.OperationFirst[order];
        if (first == floor.OperationFirst[order + 1] || double.IsPositiveInfinity(floor.NeededBy[order]))
            return floor.Twins.Orders[floor.OrderTwin[order]].PlannedStart is { } planned ? (planned - floor.AsOf).TotalMinutes : first < schedule.Start.Length ? schedule.Start[Math.Max(0, Math.Min(first, schedule.Start.Length - 1))] : 0;
        var minutes = 0.0;
        for (var i = first; i < floor.OperationFirst[order + 1]; i++)
            minutes += floor.Work[i].Minutes;
        var line = floor.Lines[floor.WorkCenter[first]];
        return line.ToFinish(line.ToWork(floor.NeededBy[order]) - minutes);
    }

    /// <summary>Pegs of one component, made when read.</summary>
    private sealed class PeggedList(Floor floor, Schedule schedule, List<(int Order, int Peg)> pegs) : IReadOnlyList<Pegged>
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
                return new Pegged(floor.OrderTwin[order], peg.Quantity, from, ForecastAssembly.At(floor, Needed(floor, schedule, order)));
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
