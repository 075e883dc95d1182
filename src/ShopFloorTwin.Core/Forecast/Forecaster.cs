using ShopFloorTwin.Core.Forecast.Coming;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Forecasts a whole site. Keeps scratch memory and open hours between runs: one instance per site, one run at a time.
/// The result depends on the twins, the time and the settings alone.
/// </summary>
public sealed class Forecaster
{
    private readonly SampleBook _book;
    private readonly FloorBuilder _builder;
    private readonly SamplePool _pool;
    private readonly bool _withQuantiles;
    private readonly ForecastSettings _settings;
    private readonly Futures _futures;
    private readonly Dispatcher _dispatcher = new();

    public Forecaster(ForecastSettings settings)
    {
        _book = new SampleBook((Math.Clamp(settings.Samples, Samples.Step, 4096) + Samples.Step - 1) / Samples.Step * Samples.Step, settings.Seed);
        _builder = new FloorBuilder(settings, _book);
        _pool = new SamplePool(_book.Samples);
        _withQuantiles = settings.WithQuantiles;
        (_settings, _futures) = (settings, new Futures(_book));
    }

    /// <summary>
    /// Goes on with other random numbers, as a new one of that seed would, with the memory there is. What of a forecast before is worked out
    /// only when it is read may read the new ones: it is not to be asked for that any more.
    /// </summary>
    internal void Reseed(ulong seed) => _book.Begin(seed);

    /// <summary>The forecast of the twins as of a time.</summary>
    /// <param name="calibration">What forecasts before have taught; null: nothing.</param>
    public SiteForecast Run(SiteTwins twins, DateTimeOffset asOf, Calibration? calibration = null) =>
        Run(twins, asOf.ToUniversalTime(), calibration ?? Calibration.None, null);

    /// <summary>
    /// The forecast of other twins with all that one of the same settings was made with: its time, its random numbers, whether it looks at futures,
    /// and the moment up to which is believed what the past teaches.
    /// </summary>
    public SiteForecast RunBeside(SiteForecast other, SiteTwins twins) =>
        Run(twins with { NewestEventTime = other.Twins.NewestEventTime }, other.AsOf, other.Calibration, other);

    /// <summary>
    /// How late the orders would be in the forecast of other twins, as <see cref="RunBeside"/> says it to the last digit, without what
    /// else that says: causes, queues, supply.
    /// </summary>
    public SiteLateness LatenessBeside(SiteForecast other, SiteTwins twins)
    {
        twins = twins with { NewestEventTime = other.Twins.NewestEventTime };
        var floor = _builder.Build(twins, other.AsOf, inPassing: true);
        var schedule = _dispatcher.Run(floor, withPaths: false);
        var score = new LatenessScore(floor, other.Calibration);
        new SampleRun<WithoutRoots>(floor, schedule, _book, _pool, score).Run();
        Foresee(floor, schedule, _futures.Count(floor, schedule, _settings, other.HasFutures), (order, finish) => score.Note(order, finish));
        return new SiteLateness { Twins = twins, Orders = score.Results };
    }

    private SiteForecast Run(SiteTwins twins, DateTimeOffset asOf, Calibration calibration, SiteForecast? beside)
    {
        var floor = _builder.Build(twins, asOf);
        var schedule = _dispatcher.Run(floor);
        var score = new OrderScore(floor, schedule, calibration, _withQuantiles);
        var run = new SampleRun<WithRoots>(floor, schedule, _book, _pool, score);
        run.Run();
        var futures = _futures.Count(floor, schedule, _settings, beside?.HasFutures);
        Foresee(floor, schedule, futures, (order, finish) =>
        {
            var queueAt = schedule.Paths[order].QueueAt;
            score.Results[order] = FutureFinish.Of(score.Results[order], finish, floor.Due[order], queueAt >= 0 ? queueAt : floor.WorkCenter[floor.OperationFirst[order + 1] - 1], calibration);
        });
        return ForecastAssembly.Of(floor, schedule, score.Results, run, calibration, futures is not null);
    }

    /// <summary>Finishes over many futures, where the site is small enough and it is known how orders come.</summary>
    private void Foresee(Floor floor, Schedule schedule, int? futures, Action<int, float[]> note)
    {
        if (futures is not { } count || _futures.Finishes(floor, schedule, count, _settings) is not { } finishes)
            return;
        for (var o = 0; o < finishes.Length; o++)
        {
            // An order nobody planned operations of takes what others took: no queue tells its finish.
            if (floor.OperationFirst[o] < floor.OperationFirst[o + 1] && floor.Rest[o] is null)
                note(o, finishes[o]);
        }
    }
}
