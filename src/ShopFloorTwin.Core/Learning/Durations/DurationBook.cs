using System.Collections.Concurrent;

namespace ShopFloorTwin.Core.Learning.Durations;

/// <summary>Durations while a single writer learns them. Not safe for concurrent use; <see cref="Publish"/> gives what is.</summary>
internal sealed class DurationBook
{
    // No operation is credible beyond these ratios to its plan.
    private const double LeastRatio = 0.01, MostRatio = 100;
    private const double CutDeviations = 3, LeastCut = 0.15;

    // Variance of the logarithm between keys, before anything of one is known: many a plan is off by a third.
    private const double Unknown = 0.35 * 0.35;

    private readonly ConcurrentDictionary<DurationKey, int> _places;
    private DurationModel[] _models;
    private int _count;
    private LearnedDurations? _published;

    public DurationBook() => (_places, _models) = (new ConcurrentDictionary<DurationKey, int>(DurationKeys.Comparer), []);

    public DurationBook(IEnumerable<DurationModel> models)
        : this()
    {
        foreach (var model in models)
            Put(model);
    }

    public LearnedDurations Publish() => _published ??= _count == 0 ? LearnedDurations.None : new LearnedDurations(_places, _models.AsSpan(0, _count).ToArray());

    public DurationBook Copy() => new(_models.Take(_count));

    /// <summary>An operation was done.</summary>
    /// <param name="key">Of it.</param>
    /// <param name="setupShare">Of its planned minutes.</param>
    /// <param name="ratio">Worked over planned minutes.</param>
    public void Observe(DurationKey key, double setupShare, double ratio)
    {
        if (!double.IsFinite(ratio))
            return;
        ratio = Math.Clamp(ratio, LeastRatio, MostRatio);
        var site = Learn(DurationEstimate.Prior, DurationKey.Site, setupShare, ratio);
        var workCenter = Learn(site, DurationKey.Of(key.WorkCenter), setupShare, ratio);
        Learn(workCenter, key, setupShare, ratio);
    }

    /// <returns>What was believed of the key before.</returns>
    private DurationEstimate Learn(DurationEstimate parent, DurationKey key, double setupShare, double ratio)
    {
        var place = PlaceOf(key);
        var known = place >= 0 ? _models[place] : null;
        var believed = parent.Child(known);
        var median = believed.Median(setupShare);
        var cut = CutDeviations * Math.Max(LeastCut, Math.Sqrt(believed.Variance + Unknown / (1 + believed.Evidence)));
        var expected = Math.Log(median);
        var log = Math.Log(ratio);
        var credible = Math.Clamp(log, expected - cut, expected + cut);
        var next = (known ?? new DurationModel { Key = key }).With(setupShare, credible == log ? ratio : Math.Exp(credible), credible);
        if (known is not null)
            (_models[place], _published) = (next, null);
        else if (_count < Limits.LearnedDurations)
            Put(next);
        return believed;
    }

    // The site is learned first, with every observation, and found without looking.
    private int PlaceOf(DurationKey key) => _count > 0 && _models[0].Key == key ? 0 : _places.TryGetValue(key, out var place) ? place : -1;

    private void Put(DurationModel model)
    {
        if (_count == _models.Length)
            Array.Resize(ref _models, Math.Max(16, _count * 2));
        _models[_count] = model;
        _places[model.Key] = _count++;
        _published = null;
    }
}
