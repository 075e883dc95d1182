using ShopFloorTwin.Core.Forecast.Coming;
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

    /// <summary>The forecast of the twins as of a time.</summary>
    public SiteForecast Run(SiteTwins twins, DateTimeOffset asOf)
    {
        asOf = asOf.ToUniversalTime();
        var floor = _builder.Build(twins, asOf);
        var schedule = _dispatcher.Run(floor);
        var run = new SampleRun(floor, schedule, _book, _pool, _withQuantiles);
        run.Run();
        Foresee(floor, schedule, run);
        return ForecastAssembly.Of(floor, schedule, run);
    }

    /// <summary>Finishes over many futures, where the site is small enough and it is known how orders come.</summary>
    private void Foresee(Floor floor, Schedule schedule, SampleRun run)
    {
        if (_futures.Finishes(floor, schedule, _settings) is not { } finishes)
            return;
        for (var o = 0; o < finishes.Length; o++)
        {
            var end = floor.OperationFirst[o + 1];
            if (floor.OperationFirst[o] == end)
                continue;
            var queueAt = schedule.Paths[o].QueueAt;
            run.Scores[o] = Futures.Of(run.Scores[o], finishes[o], floor.Due[o], queueAt >= 0 ? queueAt : floor.WorkCenter[end - 1]);
        }
    }
}
