using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios.Sampling;

/// <summary>
/// The forecast of a floor, and of the same floor with edits, over many more samples than it goes by otherwise. Samples are drawn in
/// batches, each with a seed of its own and common to the two floors, so that memory does not grow with their number; the standard
/// error of every figure is that of the mean over the batches (batch means, Law 2015, ch. 9), which takes in that the samples of a batch are
/// stratified. It is the error of sampling alone: what is believed of durations and suppliers is the same in all of them.
/// </summary>
public sealed class MonteCarlo
{
    /// <summary>Samples of a batch.</summary>
    public const int BatchSamples = 256;

    private readonly SitePicture _picture;
    private readonly SiteTwins? _edited;
    private readonly Forecaster _forecaster;
    private readonly OrderTally[] _before, _after;
    private readonly Dictionary<string, int> _place = new(StringComparer.Ordinal);
    private readonly List<OrderTwin> _orders = [];
    private RunningMean _late, _tardiness, _lateAfter, _tardinessAfter, _lateChange, _tardinessChange;

    private MonteCarlo(SitePicture picture, SiteTwins? edited, int samples)
    {
        (_picture, _edited, _forecaster) = (picture, edited, new Forecaster(picture.Settings with { Samples = BatchSamples, WithQuantiles = false }));
        Batches = Math.Max(2, (samples + BatchSamples - 1) / BatchSamples);
        foreach (var order in picture.Twins.Orders.Concat(edited?.Orders ?? []).Where(order => order.IsOpen))
        {
            if (_place.TryAdd(order.Id, _orders.Count))
                _orders.Add(order);
        }
        (_before, _after) = (new OrderTally[_orders.Count], new OrderTally[edited is null ? 0 : _orders.Count]);
    }

    /// <summary>Batches there are to be, two at least.</summary>
    public int Batches { get; }

    /// <summary>Batches drawn so far.</summary>
    public int Done { get; private set; }

    /// <summary>Samples drawn so far.</summary>
    public int Samples => Done * BatchSamples;

    /// <summary>A run that has drawn nothing yet, or what is wrong with the edits.</summary>
    /// <param name="picture">Not changed.</param>
    /// <param name="edits">Empty: the floor alone.</param>
    /// <param name="samples">At least so many, in whole batches.</param>
    public static (MonteCarlo? Run, IReadOnlyList<PlantProblem> Problems) Of(SitePicture picture, IReadOnlyList<Edit> edits, int samples)
    {
        if (edits.Count == 0)
            return (new MonteCarlo(picture, null, samples), []);
        var overlay = Overlay.Of(picture.Twins, edits, picture.AsOf);
        return overlay.Twins is null ? (null, overlay.Problems) : (new MonteCarlo(picture, overlay.Twins, samples), []);
    }

    /// <summary>Draws the next batch.</summary>
    /// <returns>False when there is none left.</returns>
    public bool Next()
    {
        if (Done == Batches)
            return false;
        // The first batch is drawn as the live forecast is.
        _forecaster.Reseed(_picture.Settings.Seed + (ulong)Done * 0x9E3779B97F4A7C15UL);
        var present = _forecaster.Run(_picture.Twins, _picture.AsOf, _picture.Forecast.Calibration);
        var before = Note(present, _before);
        _late.Add(before.Late);
        _tardiness.Add(before.Minutes);
        if (_edited is not null)
        {
            var after = Note(_forecaster.RunBeside(present, _edited), _after);
            _lateAfter.Add(after.Late);
            _tardinessAfter.Add(after.Minutes);
            _lateChange.Add(after.Late - before.Late);
            _tardinessChange.Add(after.Minutes - before.Minutes);
        }
        Done++;
        return true;
    }

    /// <summary>How far it is, with what the batches so far say of the site.</summary>
    public MonteCarloProgress Progress() => new(Samples, Batches * BatchSamples, Of(_late), Of(_tardiness), _edited is null ? null : Of(_lateChange), _edited is null ? null : Of(_tardinessChange));

    /// <summary>What the batches so far say.</summary>
    public MonteCarloAnswer Answer() => new(
        _picture.Position, _picture.AsOf, Samples,
        new SampledSite(Of(_late), Of(_tardiness)),
        _edited is null ? null : new SampledSite(Of(_lateAfter), Of(_tardinessAfter)),
        _edited is null ? null : new SampledSite(Of(_lateChange), Of(_tardinessChange)),
        [.. _orders.Select((order, i) => new SampledOrder(order.Id, order.Due, _before[i].Figures(_picture.AsOf), _edited is null ? null : _after[i].Figures(_picture.AsOf)))]);

    private (double Late, double Minutes) Note(SiteForecast forecast, OrderTally[] tallies)
    {
        var (late, minutes) = (0.0, 0.0);
        foreach (var order in forecast.Orders)
        {
            tallies[_place[forecast.Twins.Orders[order.Order].Id]].Add(order, forecast.AsOf);
            late += order.LateProbability;
            minutes += order.ExpectedLatenessMinutes;
        }
        return (late, minutes);
    }

    private static Sampled Of(RunningMean mean) => new(mean.Mean, mean.Error);

    /// <summary>What the batches say of one order.</summary>
    private struct OrderTally
    {
        private bool _isThere;
        private RunningMean _p10, _p50, _p80, _p95, _late, _minutes;

        public void Add(OrderForecast order, DateTimeOffset asOf)
        {
            _isThere = true;
            _p10.Add((order.P10 - asOf).TotalMinutes);
            _p50.Add((order.P50 - asOf).TotalMinutes);
            _p80.Add((order.P80 - asOf).TotalMinutes);
            _p95.Add((order.P95 - asOf).TotalMinutes);
            _late.Add(order.LateProbability);
            _minutes.Add(order.ExpectedLatenessMinutes);
        }

        public readonly SampledFinish? Figures(DateTimeOffset asOf) => !_isThere ? null
            : new SampledFinish(At(_p10, asOf), At(_p50, asOf), At(_p80, asOf), At(_p95, asOf), Of(_late), Of(_minutes));

        private static SampledTime At(RunningMean minutes, DateTimeOffset asOf) => new(asOf.AddMinutes(minutes.Mean), minutes.Error);
    }
}
