using Orleans.Runtime;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>
/// What changed at a site — risks of orders, states of work centers, decisions, exceptions — as a stream for those inside the cluster, of the
/// same messages that the live stream over HTTP is made of. From memory: whoever must miss nothing follows the site, which resumes.
/// </summary>
public static class SiteChangeStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "changes";

    private const string Namespace = "site-changes";

    /// <summary>The stream of a site.</summary>
    public static StreamId Of(string site) => StreamId.Create(Namespace, site);
}
