using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Placement;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Twins;

/// <summary>Live state of one work center; its stream activates it.</summary>
[GrainType("shopfloortwin.work-center"), NearItsSilo, ImplicitStreamSubscription(TwinStreams.MachineSignals)]
internal sealed class WorkCenterGrain([PersistentState("twin", SavedTwin.Storage)] IPersistentState<SavedTwin> saved, SiteParts parts, ILogger<WorkCenterGrain> logger)
    : StreamedTwinGrain(TwinKind.WorkCenter, saved, parts, logger), IWorkCenterGrain;
