using System.Diagnostics;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>Where a forecast's time and memory go, stage by stage.</summary>
internal static class Stages
{
    public static string Measure(SiteTwins twins, DateTimeOffset asOf, int runs, Calibration calibration)
    {
        var settings = new ForecastSettings();
        var book = new SampleBook(settings.Samples, settings.Seed);
        var pool = new SamplePool(book.Samples);
        var builder = new FloorBuilder(settings, book);
        var dispatcher = new Dispatcher();
        string[] names = ["floor", "dispatch", "samples", "assembly", "dispatch without paths", "lateness alone"];
        var times = Array.ConvertAll(names, _ => new List<double>());
        var allocated = new double[names.Length];
        for (var run = 0; run < runs + 2; run++)
        {
            var at = asOf.AddSeconds(run);
            var floor = Stage(0, () => builder.Build(twins, at));
            var schedule = Stage(1, () => dispatcher.Run(floor));
            var sampled = Stage(2, () =>
            {
                var score = new OrderScore(floor, schedule, calibration, withQuantiles: false);
                var pass = new SampleRun<WithRoots>(floor, schedule, book, pool, score);
                pass.Run();
                return (Score: score, Pass: pass);
            });
            Stage(3, () => ForecastAssembly.Of(floor, schedule, sampled.Score.Results, sampled.Pass, calibration, false));
            Stage(4, () => dispatcher.Run(floor, withPaths: false));
            Stage(5, () =>
            {
                var score = new LatenessScore(floor, calibration);
                new SampleRun<WithoutRoots>(floor, schedule, book, pool, score).Run();
                return score;
            });
        }
        return string.Join(", ", names.Select((name, i) => $"{name} {new Percentiles(times[i].Skip(2)).Median:0.0} ms and {allocated[i] / 1e6:0.0} MB"));

        T Stage<T>(int stage, Func<T> work)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var result = work();
            times[stage].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            allocated[stage] = GC.GetAllocatedBytesForCurrentThread() - bytes;
            return result;
        }
    }
}
