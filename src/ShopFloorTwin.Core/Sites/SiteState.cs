using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// The twins of a site while a single writer folds the journal into them.
/// Deterministic: the same records give the same state, whatever happens around it. Not safe for concurrent use;
/// <see cref="Publish"/> gives an immutable picture that is.
/// </summary>
public sealed class SiteState(string site)
{
    public string Site { get; } = site;

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; private set; }

    /// <summary>Null when the event can be accepted now; otherwise why not (unknown order, work center, line…).</summary>
    public Refusal? Check(CloudEvent candidate) => throw new NotSupportedException(candidate.Id);

    /// <summary>Folds one record. Records at or before <see cref="Position"/> are passed over.</summary>
    public void Apply(SiteRecord record) => Position = record.Position;

    /// <summary>An immutable copy for readers on other threads.</summary>
    public SiteTwins Publish() => throw new NotSupportedException();
}
