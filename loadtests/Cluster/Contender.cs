using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Cluster;

/// <summary>One of those that take the same kind of events in turn.</summary>
/// <param name="name">For the figures.</param>
/// <param name="silos">The events are sent to; the first answers queries.</param>
/// <param name="all">Whose processor time is counted: those that may do the work.</param>
/// <param name="feed">Its events.</param>
/// <param name="tally">What it was sent.</param>
internal sealed class Contender(string name, IReadOnlyList<SiloProcess> silos, IReadOnlyList<SiloProcess> all, EventFeed feed, Tally tally)
{
    private readonly List<double> _rates = [];
    private readonly List<double> _costs = [];

    public Tally Tally { get; } = tally;

    /// <summary>It shows positions; the textbook design has nothing to show.</summary>
    public bool ShowsPositions { get; init; } = true;

    /// <summary>Events a second of each counted round.</summary>
    public IReadOnlyList<double> Rates => _rates;

    public double Median => new Percentiles(_rates).Median;

    /// <summary>Sends a round; what is not counted warms up.</summary>
    public async Task RoundAsync(string round, int events, ClusterOptions options, bool isCounted, CancellationToken cancellation)
    {
        var batches = feed.Take(Math.Max(1, events / options.Batch), options.Batch);
        GC.Collect();
        var (cpu, postgres) = (Cpu, await PostgresTime.ReadAsync(options.Server, cancellation));
        var sent = await ClosedLoop.SendAsync([.. silos.Select(silo => silo.Client)], Tally.Site, batches, options.Connections, cancellation);
        cpu = Cpu - cpu;
        var stored = (await PostgresTime.ReadAsync(options.Server, cancellation)).Since(postgres);
        if (ShowsPositions)
            await silos[0].Client.VisibleAsync(Tally.Site, sent.Position, cancellation);
        Tally.Add(sent, batches);
        if (isCounted)
        {
            _rates.Add(sent.EventsPerSecond);
            _costs.Add((cpu + stored).TotalMicroseconds / sent.Events);
        }
        Console.WriteLine($"  {round,-9} {name,-34} {sent.EventsPerSecond,8:0} events/s   cpu of an event: silos {cpu.TotalMicroseconds / sent.Events,4:0} us, PostgreSQL {stored.TotalMicroseconds / sent.Events,4:0} us");
    }

    /// <summary>Processor time of an event, in the silos and in PostgreSQL, in microseconds: beside other work on the machine, steadier than a rate.</summary>
    public double Cost => new Percentiles(_costs).Median;

    /// <summary>Median of the ratios formed within a round, so that what slows the machine slows both.</summary>
    public double RatioTo(Contender other) => new Percentiles(Rates.Zip(other.Rates, (mine, theirs) => mine / theirs)).Median;

    private TimeSpan Cpu => all.Aggregate(TimeSpan.Zero, (sum, silo) => sum + silo.CpuTime);
}
