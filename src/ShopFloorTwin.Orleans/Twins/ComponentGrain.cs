using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Placement;
using ShopFloorTwin.Orleans.Sites;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>Live state of one component; active while somebody asks for it.</summary>
[GrainType("shopfloortwin.component"), NearItsSilo]
internal sealed class ComponentGrain([PersistentState("twin", SavedTwin.Storage)] IPersistentState<SavedTwin> saved, SiteParts parts, ILogger<ComponentGrain> logger)
    : TwinGrain(TwinKind.Component, saved, parts, logger), IComponentGrain;
