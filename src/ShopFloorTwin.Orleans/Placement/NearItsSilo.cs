using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace ShopFloorTwin.Orleans.Placement;

/// <summary>Puts a grain of a site on a silo near to the site while there is one, and all grains of a site on the same silo.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NearItsSiloAttribute() : PlacementFilterAttribute(new NearItsSilo());

/// <summary>The strategy behind <see cref="NearItsSiloAttribute"/>; it has no parameters.</summary>
internal sealed class NearItsSilo() : PlacementFilterStrategy(order: 0)
{
    /// <summary>Key of a silo's metadata: the sites it is near to, separated by commas.</summary>
    public const string Near = "shopfloortwin.near";
}

/// <summary>
/// Of the silos that are near to the grain's site, or else of all, the one with the highest hash together with the site
/// (rendezvous hashing, Thaler and Ravishankar 1998): the same for all grains of the site, and moved by as few silos as can be.
/// </summary>
internal sealed class NearItsSiloDirector(ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var site = slash < 0 ? key : key[..slash];
        var all = silos.ToList();
        var near = all.FindAll(silo => IsNear(silo, site));
        var candidates = near.Count > 0 ? near : all;
        return candidates.Count < 2 ? candidates : [candidates.MaxBy(silo => Weight(silo, site))!];
    }

    private bool IsNear(SiloAddress silo, string site) =>
        metadata.GetSiloMetadata(silo).Metadata.TryGetValue(NearItsSilo.Near, out var sites)
        && sites.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(site, StringComparer.Ordinal);

    private static uint Weight(SiloAddress silo, string site) => StableHash.ComputeHash($"{silo.ToParsableString()} {site}");
}
