using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage;

/// <summary>Which store, and how it is taken.</summary>
/// <param name="Store"><c>sqlite</c>, or a PostgreSQL connection string: <c>key=value;…</c> or <c>postgres://…</c> (<c>Twin:Store</c>).</param>
/// <param name="DataFolder">Folder of the SQLite files, made when missing (<c>Twin:Data</c>).</param>
public sealed record StoreOptions(string Store, string DataFolder)
{
    /// <summary>Take the store for this process alone. A cluster shares one PostgreSQL store and turns this off.</summary>
    public bool Exclusive { get; init; } = true;

    /// <summary>How long a write waits for somebody else's lock before the store is called unavailable.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Refused inputs kept per site.</summary>
    public int QuarantineEntriesMax { get; init; } = Limits.QuarantineEntries;

    /// <summary>Bytes of refused input kept per site.</summary>
    public long QuarantineBytesMax { get; init; } = Limits.QuarantineBytes;

    /// <summary>Scenarios kept per site.</summary>
    public int ScenariosMax { get; init; } = Limits.KeptScenarios;

    /// <summary>Scenarios kept per site of one owner.</summary>
    public int ScenariosPerOwnerMax { get; init; } = Limits.KeptScenariosPerOwner;

    /// <summary>Bytes of kept scenarios per site.</summary>
    public long ScenarioBytesMax { get; init; } = Limits.KeptScenarioBytes;

    /// <summary>How long one statement may take on PostgreSQL, where the connection string does not say.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
