using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Forecast;

/// <summary>
/// The sampled pass keeps the order of the plan and lets blocked work be passed through gaps. The oracle dispatches every
/// sample anew, one by one: slow, and free of that simplification.
/// </summary>
public sealed class FixedOrderTests
{
    private const int Count = 64;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.8)]
    [InlineData(3, 1.1)]
    [InlineData(4, 0.9)]
    [InlineData(5, 0.65)]
    [InlineData(6, 0.75)]
    public void The_sampled_pass_agrees_with_dispatching_every_sample_anew(int seed, double load)
    {
        var settings = new ForecastSettings { Samples = Count };
        var book = new SampleBook(Count, settings.Seed);
        var (twins, now) = RandomPlants.Of(seed, load);
        var floor = new FloorBuilder(settings, book).Build(twins, now);
        var forecast = new Forecaster(settings).Run(twins, now);
        var oracle = Oracle(floor, book);

        var late = new List<double>();
        var median = new List<double>();
        var bias = new List<double>();
        for (var o = 0; o < floor.Orders; o++)
        {
            Array.Sort(oracle[o]);
            bias.Add(forecast.Orders[o].LateProbability - (oracle[o].Count(t => t > floor.Due[o]) / (double)Count));
            late.Add(Math.Abs(forecast.Orders[o].LateProbability - (oracle[o].Count(t => t > floor.Due[o]) / (double)Count)));
            median.Add(Math.Abs((forecast.Orders[o].P50 - now).TotalMinutes - Quantiles.Of(oracle[o], 0.5)));
        }
        var report = $"late: mean {late.Average():F3}, greatest {late.Max():F2}; median: mean {median.Average():F0} min, p90 {median.Order().ElementAt(median.Count * 9 / 10):F0} min; bias {bias.Average():F3}; {floor.Orders} orders";
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(late.Average() < 0.015 && Math.Abs(bias.Average()) < 0.01 && median.Average() < 200, report);
    }

    private static float[][] Oracle(Floor floor, SampleBook book)
    {
        var finish = new float[floor.Orders][];
        for (var o = 0; o < finish.Length; o++)
            finish[o] = new float[Count];
        for (var s = 0; s < Count; s++)
        {
            var sample = s;
            var drawn = floor with
            {
                Work = [.. floor.Work.Select(w => w.Worked > 0
                    ? new Work((float)OperationWork.Remains(w, book.Uniform(w.Place)[sample]), 0, 0, w.Place)
                    : new Work(w.Minutes * book.Factor(w.Place, w.Sigma)[sample], 0, 0, w.Place))],
                Sources = [.. floor.Sources.Select(source => source with { Release = source.Samples[sample] })],
            };
            var schedule = new Dispatcher().Run(drawn);
            for (var o = 0; o < finish.Length; o++)
            {
                for (var i = floor.OperationFirst[o]; i < floor.OperationFirst[o + 1]; i++)
                    finish[o][s] = Math.Max(finish[o][s], (float)schedule.Finish[i]);
            }
        }
        return finish;
    }
}
