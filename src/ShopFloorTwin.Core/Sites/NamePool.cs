using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ShopFloorTwin.Core.Sites;

/// <summary>One string per name and one array per single predecessor, so that a hundred thousand orders do not keep a hundred thousand copies.</summary>
internal sealed class NamePool
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> _single = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public NamePool() => _bySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The pooled string equal to the name.</summary>
    public string Name(string name)
    {
        if (_names.TryGetValue(name, out var pooled))
            return pooled;
        _names.Add(name);
        return name;
    }

    /// <summary>The pooled string of these characters.</summary>
    public string Name(ReadOnlySpan<char> name)
    {
        if (_bySpan.TryGetValue(name, out var pooled))
            return pooled;
        var added = name.ToString();
        _names.Add(added);
        return added;
    }

    public string? NameOrNull(string? name) => name is null ? null : Name(name);

    /// <summary>The pooled array of one name.</summary>
    public ImmutableArray<string> Single(string name)
    {
        ref var names = ref CollectionsMarshal.GetValueRefOrAddDefault(_single, name, out var isKnown);
        if (!isKnown)
            names = [Name(name)];
        return names;
    }
}
