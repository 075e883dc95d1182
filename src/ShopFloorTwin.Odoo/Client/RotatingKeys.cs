namespace ShopFloorTwin.Odoo.Client;

/// <summary>A key as it is configured: itself, or the file that holds it.</summary>
public sealed record OdooKeySource(string? Key, string? File)
{
    /// <summary>What an operator calls it: the configuration key.</summary>
    public string Name { get; init; } = "ApiKey";

    /// <summary>Never the key.</summary>
    public override string ToString() => File is null ? "a key" : $"the key in {File}";
}

/// <summary>
/// The keys of an instance, of which two are good while one replaces the other. A file is read at every call, so that a new
/// key in it is used at once; while it cannot be read, or is empty, the last key of it stays.
/// </summary>
public sealed class RotatingKeys(params IReadOnlyList<OdooKeySource> sources) : IOdooKeys
{
    private readonly string?[] last = new string?[sources.Count];

    public IReadOnlyList<string> Current()
    {
        var keys = new List<string>(sources.Count);
        for (var i = 0; i < sources.Count; i++)
        {
            var key = sources[i].Key ?? FromFile(i, sources[i].File!);
            if (key is not null && !keys.Contains(key, StringComparer.Ordinal))
                keys.Add(key);
        }
        return keys;
    }

    private string? FromFile(int i, string file)
    {
        try
        {
            if (File.ReadAllText(file).Trim() is { Length: > 0 } key)
                Volatile.Write(ref last[i], key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Being replaced: the key of before serves until the new one is there.
        }
        return Volatile.Read(ref last[i]);
    }
}
