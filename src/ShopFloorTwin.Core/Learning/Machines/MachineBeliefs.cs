using ShopFloorTwin.Core.Learning.Yields;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Machines;

/// <summary>
/// What is believed of the work centers of a site: each one's own history, shrunk to the site's, that to the stated priors.
/// A pure function of the twins; immutable.
/// </summary>
internal sealed class MachineBeliefs
{
    /// <summary>Repairs, or planned stops, of the site before the stated prior gives way.</summary>
    public const int LeastStops = 3;

    /// <summary>Producing hours of the site before breakdowns are reckoned with.</summary>
    public const double LeastHours = 8;

    /// <summary>While something measured at a work center is out of control it is believed to break down, and to scrap, so much more often.</summary>
    public const double OutOfControlFactor = 2;

    // Before anything is known: half a breakdown in 100 hours.
    private const double PriorFailures = 0.5, PriorHours = 100;

    // Hours of its own that weigh as much as the site's experience.
    private const double SiteHours = 100;

    // Repairs of other work centers count for a work center as this many at most.
    private const double SiteRepairs = 20;

    public static LogBelief StatedRepair { get; } = Stated(StatedPriors.Instance.Repair(""));
    public static LogBelief StatedOverrun { get; } = new(0, StatedPriors.Instance.PlannedStop("").Sigma);

    private readonly Dictionary<string, MachineModel> _models;
    private readonly DateTimeOffset _now;
    private readonly LogTally _repairs, _overruns;
    private readonly double _failures, _hours;

    public MachineBeliefs(SiteTwins twins)
    {
        _models = new Dictionary<string, MachineModel>(twins.Learned.Machines.Count, StringComparer.Ordinal);
        _now = twins.NewestEventTime;
        foreach (var model in twins.Learned.Machines)
        {
            _models[model.WorkCenter] = model;
            _repairs = _repairs.And(model.Repairs);
            _overruns = _overruns.And(model.Overruns);
            _failures += model.Failures;
            _hours += model.ProducingMinutes / 60;
        }
    }

    public MachineModel? Model(string workCenter) => _models.GetValueOrDefault(workCenter);

    /// <summary>Minutes from the start of a breakdown to its end, around the clock.</summary>
    public LogNormalMinutes Repair(string workCenter)
    {
        var site = _repairs.Count >= LeastStops ? StatedRepair.With(_repairs.AtMost(SiteRepairs)) : StatedRepair;
        if (Model(workCenter) is not { } model)
            return Minutes(site);
        var own = site.With(model.Repairs);
        foreach (var stop in model.Running)
            own = Lasting(own, stop);
        return Minutes(own);
    }

    /// <summary>Breakdowns per working hour; none of a work center that tells nothing of its states, for they are in the durations there.</summary>
    public FailureBelief Failures(string workCenter)
    {
        var repair = Repair(workCenter);
        if (_hours < LeastHours || Model(workCenter) is not { CountedTo: not null } model)
            return new FailureBelief(0, repair);
        var site = (PriorFailures + _failures) / (PriorHours + _hours);
        var failures = model.Failures + model.Running.Count(IsBreakdown);
        var rate = (failures + SiteHours * site) / (model.ProducingMinutes / 60 + SiteHours);
        return new FailureBelief(rate * (model.IsOutOfControl ? OutOfControlFactor : 1), repair);
    }

    /// <summary>How long planned stops last, over how long they are to.</summary>
    public LogNormalFactor PlannedStop(string workCenter)
    {
        var site = _overruns.Count >= LeastStops ? StatedOverrun.With(_overruns.AtMost(SiteRepairs)) : StatedOverrun;
        var belief = Model(workCenter) is { } model ? site.With(model.Overruns) : site;
        return new LogNormalFactor(Math.Exp(belief.Mean), belief.Sigma);
    }

    /// <summary>Share of pieces that come good there, of an operation of which that is believed anywhere.</summary>
    public YieldBelief Yield(YieldBelief belief, string workCenter) =>
        Model(workCenter) is { IsOutOfControl: true } ? belief with { Good = Math.Max(0, 1 - OutOfControlFactor * belief.Scrap) } : belief;

    private bool IsBreakdown(RunningStop stop) => stop.Planned is null && (_now - stop.From).TotalMinutes >= MachineModel.ShortStopMinutes;

    /// <summary>
    /// A repair that lasts longer than expected says so already: a censored observation, put in with its expectation
    /// (one step of expectation-maximisation; Buckley and James 1979).
    /// </summary>
    private LogBelief Lasting(LogBelief belief, RunningStop stop)
    {
        var minutes = (_now - stop.From).TotalMinutes;
        if (!IsBreakdown(stop) || belief.Sigma <= 0)
            return belief;
        var z = (Math.Log(minutes) - belief.Mean) / belief.Sigma;
        if (z <= 0)
            return belief;
        var tail = 1 - Forecast.Normal.Cumulative(z);
        var beyond = tail > 1e-6 ? Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / tail : z + 1 / z;
        var expected = Math.Min(beyond, LogTally.ClipSigmas) * belief.Sigma;
        return belief with { Mean = belief.Mean + expected / (LogBelief.MeanWeight + 1) };
    }

    private static LogBelief Stated(LogNormalMinutes prior) => new(Math.Log(prior.MedianMinutes), prior.Sigma);

    private static LogNormalMinutes Minutes(LogBelief belief) => new(Math.Exp(belief.Mean), belief.Sigma);
}
