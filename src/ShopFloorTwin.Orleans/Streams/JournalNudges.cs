using System.Collections.Concurrent;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>Tells the readers of this silo that a site's journal has grown, so that they need not ask.</summary>
public sealed class JournalNudges
{
    private readonly ConcurrentDictionary<object, Action<string>> _readers = new();

    /// <summary>Something was journalled here.</summary>
    public void Journalled(string site)
    {
        foreach (var reader in _readers.Values)
            reader(site);
    }

    internal void Add(object reader, Action<string> wake) => _readers[reader] = wake;

    internal void Remove(object reader) => _readers.TryRemove(reader, out _);
}
