namespace ShopFloorTwin.Storage;

/// <summary>
/// Kept scenarios. What has expired is not there any more; its room is given back when one is next added to the site, or by
/// <see cref="RemoveExpiredAsync"/>.
/// The newest come first; a number grows with every scenario added.
/// </summary>
public interface IScenarios
{
    /// <summary>Adds a scenario with version 1, unless one of its site and id is there, or there is no room.</summary>
    /// <param name="scenario">Its number and version are not looked at.</param>
    /// <param name="now">What has expired by now makes room first.</param>
    /// <param name="cancellation">Ends the call.</param>
    ValueTask<ScenarioAdd> AddAsync(StoredScenario scenario, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Null when there is none, or it has expired.</summary>
    ValueTask<StoredScenario?> FindAsync(string site, string id, DateTimeOffset now, CancellationToken cancellation);

    /// <param name="site">Whose.</param>
    /// <param name="owner">Only those of this owner; null: all.</param>
    /// <param name="before">Number of the last one seen; null: from the newest on.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="now">What has expired by now is left out.</param>
    /// <param name="cancellation">Ends the call.</param>
    ValueTask<IReadOnlyList<StoredScenario>> ListAsync(string site, string? owner, long? before, int limit, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Writes base, change time, expiry and commit of a scenario, with the next version; edits, name and owner stay.</summary>
    /// <param name="scenario">With the version it was read with.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>False when it is gone, or somebody else changed it since.</returns>
    ValueTask<bool> ChangeAsync(StoredScenario scenario, CancellationToken cancellation);

    /// <returns>False when there was none.</returns>
    ValueTask<bool> RemoveAsync(string site, string id, CancellationToken cancellation);

    /// <summary>Gives back the room of what has expired by now.</summary>
    /// <returns>How many went.</returns>
    ValueTask<int> RemoveExpiredAsync(string site, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>What became of an addition.</summary>
public enum ScenarioAdd
{
    Added,

    /// <summary>There is one of this site and id.</summary>
    Known,

    /// <summary>The owner has as many as one may.</summary>
    OwnerFull,

    /// <summary>The site has as many, or as many bytes, as it may.</summary>
    SiteFull,
}

/// <summary>A scenario as stored.</summary>
/// <param name="Number">Given by the store.</param>
/// <param name="Site">Whose floor.</param>
/// <param name="Id">Unique in the site.</param>
/// <param name="Name">In the owner's words.</param>
/// <param name="Owner">Id of the key it was made with.</param>
/// <param name="Note">Why.</param>
/// <param name="Edits">JSON, as given.</param>
/// <param name="Position">Of the floor it is based on.</param>
/// <param name="Base">JSON: what the scenario was based on there; the store does not look into it.</param>
/// <param name="MadeAt">When it was added.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="ExpiresAt">From then on it is not there.</param>
/// <param name="CommittedAt">When its edits were proposed as decisions; null: not yet.</param>
/// <param name="Version">From 1; each change is one more.</param>
public sealed record StoredScenario(
    long Number, string Site, string Id, string Name, string Owner, string? Note, ReadOnlyMemory<byte> Edits, long Position, ReadOnlyMemory<byte> Base,
    DateTimeOffset MadeAt, DateTimeOffset ChangedAt, DateTimeOffset ExpiresAt, DateTimeOffset? CommittedAt, int Version)
{
    // Row and texts, so that empty ones are bounded too.
    const int RowBytes = 128;

    /// <summary>What it counts against the site's limit.</summary>
    internal long Bytes => RowBytes + Edits.Length + Base.Length + Name.Length + (Note?.Length ?? 0);

    internal ScenarioAdd Fits(StoreOptions limits, long ofSite, long ofOwner, long bytes) =>
        ofSite >= limits.ScenariosMax || bytes + Bytes > limits.ScenarioBytesMax ? ScenarioAdd.SiteFull
        : ofOwner >= limits.ScenariosPerOwnerMax ? ScenarioAdd.OwnerFull
        : ScenarioAdd.Added;
}
