using BenchmarkDotNet.Attributes;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.LoadTests.Benchmarks;

/// <summary>The stages of a full re-forecast, one by one.</summary>
[MemoryDiagnoser]
public class ForecastKernels
{
    private readonly ForecastSettings _settings = new();
    private SiteTwins _twins = null!;
    private SampleBook _book = null!;
    private SamplePool _pool = null!;
    private FloorBuilder _builder = null!;
    private Floor _floor = null!;
    private Schedule _schedule = null!;
    private OrderScore _score = null!;
    private SampleRun<WithRoots> _sampled = null!;

    [Params(1_000, 10_000)]
    public int Orders { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _twins = LocalSite.Twins(Plants.Make(new PlantOptions(Orders, PlantOptions.NormalLoad, PlantOptions.FixedAsOf)));
        _book = new SampleBook(_settings.Samples, _settings.Seed);
        _pool = new SamplePool(_book.Samples);
        _builder = new FloorBuilder(_settings, _book);
        _floor = _builder.Build(_twins, PlantOptions.FixedAsOf);
        _schedule = new Dispatcher().Run(_floor);
        _score = Score();
        _sampled = new SampleRun<WithRoots>(_floor, _schedule, _book, _pool, _score);
        _sampled.Run();
    }

    [Benchmark]
    public object BuildFloor() => _builder.Build(_twins, PlantOptions.FixedAsOf);

    [Benchmark]
    public object Dispatch() => new Dispatcher().Run(_floor);

    [Benchmark]
    public object SampledPass()
    {
        var run = new SampleRun<WithRoots>(_floor, _schedule, _book, _pool, Score());
        run.Run();
        return run;
    }

    [Benchmark]
    public object SampledLateness()
    {
        var score = new LatenessScore(_floor, Calibration.None);
        new SampleRun<WithoutRoots>(_floor, _schedule, _book, _pool, score).Run();
        return score;
    }

    [Benchmark]
    public object Assemble() => ForecastAssembly.Of(_floor, _schedule, _score.Results, _sampled, Calibration.None, false);

    private OrderScore Score() => new(_floor, _schedule, Calibration.None, withQuantiles: false);
}
