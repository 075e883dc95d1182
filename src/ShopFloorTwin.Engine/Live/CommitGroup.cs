using System.Diagnostics;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Pictures;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Live;

/// <summary>The events of several requests on their common way through one journal transaction.</summary>
internal sealed class CommitGroup
{
    private readonly IReadOnlyList<IntakeRequest> _requests;
    private readonly CloudEvent[] _events;
    private readonly EventOutcome[] _outcomes;
    private readonly List<int> _accepted;
    private readonly List<int> _refused = [];

    public CommitGroup(IReadOnlyList<IntakeRequest> requests)
    {
        _requests = requests;
        _events = [.. requests.SelectMany(request => request.Events)];
        _outcomes = new EventOutcome[_events.Length];
        _accepted = new List<int>(_events.Length);
    }

    /// <summary>Events for the journal, as indices of the group, ascending.</summary>
    public IReadOnlyList<int> Accepted => _accepted;

    public IReadOnlyList<ActivityContext> Contexts =>
        Telemetry.Source.HasListeners() ? [.. _requests.Select(request => request.Context).Where(context => context != default)] : [];

    public DateTimeOffset NewestEventTime => _accepted.Max(index => _events[index].Time);

    /// <summary>Checks every event against the site with the accepted ones before it.</summary>
    public void Check(SiteState state, Action<CloudEvent, Exception> failed)
    {
        var check = state.BeginBatch();
        for (var i = 0; i < _events.Length; i++)
        {
            if (Check(check, _events[i], failed) is { } refusal)
            {
                _outcomes[i] = new EventOutcome(OutcomeKind.Refused, 0, refusal);
                _refused.Add(i);
                continue;
            }
            _accepted.Add(i);
        }
    }

    /// <summary>
    /// A refused event may have been accepted before, when the site still knew its entity: then it is a duplicate.
    /// Those accepted earlier in this group go to the journal too, which answers them with the first one's position.
    /// </summary>
    public async ValueTask FindDuplicatesAsync(string site, IJournal journal)
    {
        if (_refused.Count == 0)
            return;
        var firstAccepted = new Dictionary<(string, string), int>();
        foreach (var index in _accepted)
            firstAccepted.TryAdd((_events[index].Source, _events[index].Id), index);
        var again = _refused.RemoveAll(index => firstAccepted.TryGetValue((_events[index].Source, _events[index].Id), out var first) && first < index && Take(index));
        if (again > 0)
            _accepted.Sort();

        var known = await journal.FindAsync(site, [.. _refused.Select(index => new EventIdentity(_events[index].Source, _events[index].Id))], CancellationToken.None);
        for (var i = 0; i < _refused.Count; i++)
        {
            if (known[i] > 0)
                _outcomes[_refused[i]] = new EventOutcome(OutcomeKind.Duplicate, known[i], null);
        }
    }

    public IReadOnlyList<JournalEntry> Entries(DateTimeOffset recordedAt)
    {
        var entries = new JournalEntry[_accepted.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var one = _events[_accepted[i]];
            entries[i] = new JournalEntry(one.Source, one.Id, recordedAt, one.Body);
        }
        return entries;
    }

    /// <summary>Takes the journal's answer; gives the new records, in order.</summary>
    public IReadOnlyList<SiteRecord> Appended(IReadOnlyList<AppendResult> results, DateTimeOffset recordedAt)
    {
        var records = new List<SiteRecord>(results.Count);
        for (var i = 0; i < results.Count; i++)
        {
            var index = _accepted[i];
            _outcomes[index] = new EventOutcome(results[i].IsDuplicate ? OutcomeKind.Duplicate : OutcomeKind.Accepted, results[i].Position, null);
            if (!results[i].IsDuplicate)
                records.Add(new SiteRecord(results[i].Position, recordedAt, _events[index]));
        }
        return records;
    }

    /// <summary>Lets the picture that will first show the position know of the group's requests.</summary>
    public void Track(VisibilityTracker visibility, long position)
    {
        foreach (var request in _requests)
            visibility.Add(position, request.ArrivedAt, request.Context);
    }

    /// <summary>One result per request.</summary>
    public IReadOnlyList<IntakeResult> Results(long position)
    {
        var results = new IntakeResult[_requests.Count];
        var from = 0;
        for (var i = 0; i < results.Length; i++)
        {
            var count = _requests[i].Events.Count;
            results[i] = new IntakeResult(new ArraySegment<EventOutcome>(_outcomes, from, count), position);
            from += count;
        }
        return results;
    }

    private static Refusal? Check(BatchCheck check, CloudEvent candidate, Action<CloudEvent, Exception> failed)
    {
        try
        {
            var refusal = check.Check(candidate);
            if (refusal is null)
                check.Admit(candidate);
            return refusal;
        }
        catch (Exception failure)
        {
            // One event that breaks the check must not refuse the others of the group.
            failed(candidate, failure);
            return new Refusal("invalid-data", "The event could not be checked against the site; see the log of the service.");
        }
    }

    private bool Take(int index)
    {
        _accepted.Add(index);
        return true;
    }
}
