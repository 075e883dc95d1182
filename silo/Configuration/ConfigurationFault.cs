namespace ShopFloorTwin.Silo.Configuration;

/// <summary>A wrong key or value: one line that names the key and the mend. Stops the start.</summary>
public sealed class ConfigurationFault(string key, string mend) : Exception($"{key}: {mend}")
{
    public string Key { get; } = key;
}
