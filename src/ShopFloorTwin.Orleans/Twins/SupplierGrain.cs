using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Placement;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>Live state of one supplier; its stream activates it.</summary>
[GrainType("shopfloortwin.supplier"), NearItsSilo, ImplicitStreamSubscription(TwinStreams.SupplierEvents)]
internal sealed class SupplierGrain([PersistentState("twin", SavedTwin.Storage)] IPersistentState<SavedTwin> saved, SiteParts parts, ILogger<SupplierGrain> logger)
    : StreamedTwinGrain(TwinKind.Supplier, saved, parts, logger), ISupplierGrain;
