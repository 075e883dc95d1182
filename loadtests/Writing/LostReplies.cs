using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Writing;

/// <summary>Records made through a proxy that lets Odoo carry a call out and then loses its answer, many times over.</summary>
/// <param name="through">The writer's way to Odoo, over <paramref name="proxy"/>.</param>
/// <param name="observer">A way of its own, for the look at the end.</param>
internal sealed class LostReplies(IOdooClient through, IOdooClient observer, OdooProxy proxy, IStore store)
{
    private const int WishesAtOnce = 60;
    private const int LosesOf10 = 7;

    /// <summary>Writes until so many answers were lost and everything is confirmed.</summary>
    /// <param name="orders">Their names.</param>
    /// <param name="workCenters">Their names.</param>
    /// <returns>What Odoo shows, and how many answers were lost.</returns>
    public async Task<(Wish.Counts Counts, int Lost)> RunAsync(int replies, IReadOnlyList<string> orders, IReadOnlyList<string> workCenters, CancellationToken cancellation)
    {
        var (lost, random, wishes, run) = (0, new Random(1), new List<Wish>(), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        proxy.OnCall = async (call, forward) =>
        {
            var reply = await forward();
            return call.Method == "load" && Volatile.Read(ref lost) < replies && random.Next(10) < LosesOf10 && Interlocked.Increment(ref lost) > 0 ? null : reply;
        };
        // A few records in a call: each reply that is lost may double them all.
        var options = new OdooWriterOptions { Holder = $"lost {run}", LeaseLife = TimeSpan.FromMinutes(5), WritesPerCall = 3, Settle = TimeSpan.Zero, FirstWait = TimeSpan.FromMilliseconds(1) };
        var writer = new OdooWriter(through, store.Intents, options, TimeProvider.System);
        while (Volatile.Read(ref lost) < replies)
        {
            var asked = Enumerable.Range(wishes.Count, WishesAtOnce).Select(n => Wished(n, $"D-lost{run}-{n}", orders, workCenters)).ToList();
            wishes.AddRange(asked);
            await store.Intents.AddAsync([.. asked.SelectMany(wish => DecisionIntents.Of(through.Instance, "load", WriterLoad.Decision(wish.Value.Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal), TimeProvider.System.GetUtcNow(),
                new DecisionAction { Kind = wish.Action, Target = wish.Subject, Values = [.. wish.Values.Select(value => new ActionValue(value.Key, value.Value))] })))], cancellation);
            while ((await store.Intents.BacklogAsync(through.Instance, cancellation)).Waiting > 0)
                await writer.RunOnceAsync(cancellation);
        }
        await writer.ReleaseAsync();
        proxy.OnCall = static (_, forward) => forward();
        return (await Wish.CountAsync(observer, wishes), lost);
    }

    private static Wish Wished(int n, string mark, IReadOnlyList<string> orders, IReadOnlyList<string> workCenters) => (n % 3) switch
    {
        0 => Wish.Activity(orders[n % orders.Count], mark),
        1 => Wish.Note(orders[n % orders.Count], mark),
        _ => Wish.Request(workCenters[n % workCenters.Count], mark),
    };
}
