using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Placement;
using ShopFloorTwin.Orleans.Sites;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>Live state of one order; active while somebody asks for it.</summary>
[GrainType("shopfloortwin.order"), NearItsSilo]
internal sealed class OrderGrain([PersistentState("twin", SavedTwin.Storage)] IPersistentState<SavedTwin> saved, SiteParts parts, ILogger<OrderGrain> logger)
    : TwinGrain(TwinKind.Order, saved, parts, logger), IOrderGrain;
