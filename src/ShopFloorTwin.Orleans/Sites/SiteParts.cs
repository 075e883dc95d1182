using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>What the sites of a silo are run with.</summary>
/// <param name="Store">Journal, snapshots and the rest: shared by all silos of the cluster.</param>
/// <param name="Options">How sites are run.</param>
/// <param name="Time">The sites' clock; the cluster's own is another.</param>
public sealed record SiteParts(IStore Store, EngineOptions Options, TimeProvider Time);
