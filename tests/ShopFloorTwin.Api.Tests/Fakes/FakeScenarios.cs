using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Api.Tests.Fakes;

/// <summary>Kept scenarios in memory, few of each owner.</summary>
internal sealed class FakeScenarios : IScenarios
{
    private const int OwnerMax = 12;
    private readonly Lock _gate = new();
    private readonly List<StoredScenario> _kept = [];
    private long _number;

    public ValueTask<ScenarioAdd> AddAsync(StoredScenario scenario, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _kept.RemoveAll(one => one.ExpiresAt <= now);
            if (Index(scenario.Site, scenario.Id) >= 0)
                return new(ScenarioAdd.Known);
            if (_kept.Count(one => one.Site == scenario.Site && one.Owner == scenario.Owner) >= OwnerMax)
                return new(ScenarioAdd.OwnerFull);
            _kept.Add(scenario with { Number = ++_number, Version = 1 });
            return new(ScenarioAdd.Added);
        }
    }

    public ValueTask<StoredScenario?> FindAsync(string site, string id, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
            return new(_kept.FirstOrDefault(one => one.Site == site && one.Id == id && one.ExpiresAt > now));
    }

    public ValueTask<IReadOnlyList<StoredScenario>> ListAsync(string site, string? owner, long? before, int limit, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
            return new([.. _kept.Where(one => one.Site == site && one.ExpiresAt > now && (owner is null || one.Owner == owner) && (before is null || one.Number < before))
                .OrderByDescending(one => one.Number).Take(limit)]);
    }

    public ValueTask<bool> ChangeAsync(StoredScenario scenario, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var at = Index(scenario.Site, scenario.Id);
            if (at < 0 || _kept[at].Version != scenario.Version)
                return new(false);
            _kept[at] = scenario with { Version = scenario.Version + 1 };
            return new(true);
        }
    }

    public ValueTask<bool> RemoveAsync(string site, string id, CancellationToken cancellation)
    {
        lock (_gate)
            return new(_kept.RemoveAll(one => one.Site == site && one.Id == id) > 0);
    }

    public ValueTask<int> RemoveExpiredAsync(string site, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
            return new(_kept.RemoveAll(one => one.Site == site && one.ExpiresAt <= now));
    }

    private int Index(string site, string id) => _kept.FindIndex(one => one.Site == site && one.Id == id);
}
