using System.Collections.Concurrent;

namespace ShopFloorTwin.Core.Learning.Durations;

/// <summary>The durations learned up to a position: immutable to its readers.</summary>
public sealed class LearnedDurations
{
    // Before that many operations, planned minutes are what is believed.
    private const double SiteEvidence = 20, WorkCenterEvidence = 10, OperationEvidence = 5;

    private readonly ConcurrentDictionary<DurationKey, int> _places;
    private readonly DurationModel[] _models;

    internal LearnedDurations(ConcurrentDictionary<DurationKey, int> places, DurationModel[] models) => (_places, _models) = (places, models);

    public static LearnedDurations None { get; } = new([], []);

    /// <summary>In order of first appearance.</summary>
    public IReadOnlyList<DurationModel> All => _models;

    /// <summary>What was seen of a key; null: nothing.</summary>
    public DurationModel? Find(DurationKey key) => _places.TryGetValue(key, out var place) && place < _models.Length ? _models[place] : null;

    /// <summary>What is believed of the durations of an operation; with too little history the plan.</summary>
    internal DurationEstimate Of(DurationKey key) => Of(OfWorkCenter(key.WorkCenter), key);

    /// <summary>The same, where it is known what is believed of its work center.</summary>
    internal DurationEstimate Of(DurationEstimate workCenter, DurationKey key) =>
        _models.Length == 0 ? DurationEstimate.Prior : At(workCenter, key, OperationEvidence);

    /// <summary>What is believed of all that runs at a work center.</summary>
    internal DurationEstimate OfWorkCenter(string workCenter) =>
        At(At(DurationEstimate.Prior, DurationKey.Site, SiteEvidence), DurationKey.Of(workCenter), WorkCenterEvidence);

    /// <summary>What is believed of an operation's durations, and whose history that is: <c>operation</c>, <c>workCenter</c>, <c>site</c> or <c>plan</c>.</summary>
    internal (DurationEstimate Belief, string From, double Observations) Told(DurationKey key)
    {
        foreach (var (one, least, from) in new[] { (key, OperationEvidence, "operation"), (DurationKey.Of(key.WorkCenter), WorkCenterEvidence, "workCenter"), (DurationKey.Site, SiteEvidence, "site") })
        {
            if (Find(one) is { } seen && seen.Count >= least)
                return (Of(key), from, seen.Count);
        }
        return (Of(key), "plan", 0);
    }

    private DurationEstimate At(DurationEstimate parent, DurationKey key, double least) =>
        Find(key) is { } seen && seen.Count >= least ? parent.Child(seen) : parent with { Evidence = 0 };
}
