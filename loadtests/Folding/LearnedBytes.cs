using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.LoadTests.Folding;

/// <summary>Bytes on the managed heap of what was learned, for each key: what is held, less what is held once the model is left out.</summary>
internal static class LearnedBytes
{
    /// <returns>The most bytes of a key of any model.</returns>
    public static double Print(SiteState state, IReadOnlyList<EventRun> walk)
    {
        var position = state.Position;
        foreach (var one in walk.SelectMany(run => run.Events))
            state.Apply(new SiteRecord(++position, one.Time, one));
        var learned = state.Publish().Learned;
        var suppliers = state.Publish().Suppliers.Where(supplier => supplier.Learned is not null).Select(supplier => supplier.Learned!).ToList();
        return new[]
        {
            Line("durations", learned.Durations.All.Count, () => learned.Durations.All.Select(model => (object)(model with { })).ToArray()),
            Line("yields", learned.Yields.All.Count, () => learned.Yields.All.Select(model => (object)(model with { })).ToArray()),
            Line("waits", learned.Waits.Count, () => learned.Waits.Select(model => (object)(model with { })).ToArray()),
            Line("stops of a work center", learned.Machines.Count, () => learned.Machines.Select(model => (object)(model with { Charts = [], Cycle = null })).ToArray()),
            Line("control charts", learned.Machines.Sum(model => model.AllCharts().Count()), () => learned.Machines.SelectMany(model => model.AllCharts()).Select(chart => (object)(chart with { })).ToArray()),
            Line("products of a supplier", suppliers.Sum(one => one.Products.Length + 1),
                () => suppliers.SelectMany(one => one.Products.Append(one.Overall)).Select(of => (object)of.With(0, 0.5, of.At)).ToArray()),
        }.Max();
    }

    private static double Line(string what, int keys, Func<object[]> copy)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var copied = copy();
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Math.Max(1, keys);
        GC.KeepAlive(copied);
        Console.WriteLine($"{what,-28}{keys,8} keys {each,8:0} bytes each");
        return keys == 0 ? 0 : each;
    }
}
