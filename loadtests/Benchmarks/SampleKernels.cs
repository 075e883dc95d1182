using BenchmarkDotNet.Attributes;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;

namespace ShopFloorTwin.LoadTests.Benchmarks;

/// <summary>What the sampled pass does to 256 samples, over and over.</summary>
[MemoryDiagnoser]
public class SampleKernels
{
    private const int Count = 256;
    private readonly float[] _spread = new float[Count];
    private readonly float[] _shift = new float[Count];
    private readonly float[] _result = new float[Count];
    private TimeLine _line = null!;
    private OrderScore _score = null!;
    private Samples _late = null!;

    [GlobalSetup]
    public void Setup()
    {
        var asOf = PlantOptions.FixedAsOf;
        var open = Enumerable.Range(0, 300).Select(day => new Interval(asOf.AddDays(day), asOf.AddDays(day).AddHours(16))).ToList();
        _line = TimeLine.Of(open, asOf);
        var random = new Random(1);
        for (var s = 0; s < Count; s++)
        {
            // One set over three weeks, one within a shift.
            _spread[s] = random.NextSingle() * 20_000;
            _shift[s] = 100 + random.NextSingle() * 200;
        }
        MakeLateOrder(random);
    }

    [Benchmark]
    public void ToWorkOverWeeks() => _line.ToWork(_spread, _result);

    [Benchmark]
    public void ToFinishOverWeeks() => _line.ToFinish(_spread, _result);

    [Benchmark]
    public void ToFinishWithinAShift() => _line.ToFinish(_shift, _result);

    [Benchmark]
    public void FourQuantiles() => Quantiles.Of(_spread, [0.1, 0.5, 0.8, 0.95], _result);

    /// <summary>Quantiles, late probability, and the split of its lateness among causes, of one late order.</summary>
    [Benchmark]
    public object ScoreALateOrder() => _score.Of(0, _late);

    private void MakeLateOrder(Random random)
    {
        var settings = new ForecastSettings();
        var book = new SampleBook(Count, settings.Seed);
        var twins = LocalSite.Twins(Plants.Make(new PlantOptions(1_000, PlantOptions.Overload, PlantOptions.FixedAsOf)));
        var floor = new FloorBuilder(settings, book).Build(twins, PlantOptions.FixedAsOf);
        _score = new OrderScore(floor, new Dispatcher().Run(floor), Calibration.None, withQuantiles: false);
        _late = new Samples(Count);
        for (var s = 0; s < Count; s++)
            _late.Times[s] = (float)floor.Due[0] + random.NextSingle() * 5_000;
    }
}
