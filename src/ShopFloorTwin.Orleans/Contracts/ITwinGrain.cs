using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>The live state of one twin, by <c>{site}/{id}</c>.</summary>
[Alias("shopfloortwin.twin")]
public interface ITwinGrain : IGrainWithStringKey
{
    /// <summary>The twin as it is known here; null when its site has none of it.</summary>
    /// <param name="minPosition">Of the site's journal: what lies up to here must be in the answer. 0: as it is.</param>
    /// <param name="cancellation">The caller goes away.</param>
    /// <exception cref="TimeoutException">The position was not reached within <see cref="Core.Limits.TwinWaitSeconds"/>.</exception>
    [Alias("Get")]
    Task<TwinAnswer?> GetAsync(long minPosition, CancellationToken cancellation);

    /// <summary>Records that concern the twin, in order, from <see cref="ISiteFeedGrain"/>. Those it has seen are passed over.</summary>
    [Alias("Take")]
    Task TakeAsync(TwinEvent[] records, CancellationToken cancellation);
}

/// <summary>A work center; fed by its stream.</summary>
[Alias("shopfloortwin.work-center")]
public interface IWorkCenterGrain : ITwinGrain;

/// <summary>An order; fed by its site's feed while somebody looks at it.</summary>
[Alias("shopfloortwin.order")]
public interface IOrderGrain : ITwinGrain;

/// <summary>A component; fed by its site's feed while somebody looks at it.</summary>
[Alias("shopfloortwin.component")]
public interface IComponentGrain : ITwinGrain;

/// <summary>A supplier; fed by its stream.</summary>
[Alias("shopfloortwin.supplier")]
public interface ISupplierGrain : ITwinGrain;

/// <summary>A twin's state.</summary>
/// <param name="Position">Everything about it up to here is in it.</param>
/// <param name="State">UTF-8 JSON, the same bytes for the same state.</param>
[GenerateSerializer, Immutable, Alias("shopfloortwin.twin-answer")]
public sealed record TwinAnswer([property: Id(0)] long Position, [property: Id(1)] ReadOnlyMemory<byte> State);
