namespace ShopFloorTwin.Textbook.Grains;

/// <summary>A grain as the tutorials have it: the state is changed and written with every signal, then the signal is acknowledged.</summary>
public abstract class EntityGrain : Grain<EntityState>, IEntityGrain
{
    private const int SeenMax = 100;

    /// <inheritdoc/>
    public async Task<bool> OnAsync(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (State.Seen.Contains(signal.Key))
            return false;
        State.Seen.Enqueue(signal.Key);
        if (State.Seen.Count > SeenMax)
            State.Seen.Dequeue();
        State.Total += signal.Quantity;
        if (signal.Word is not null)
            State.Words[signal.Type] = signal.Word;
        State.Newest = signal.Time > State.Newest ? signal.Time : State.Newest;
        await WriteStateAsync();
        return true;
    }

    /// <inheritdoc/>
    public Task<double> TotalAsync() => Task.FromResult(State.Total);
}

/// <inheritdoc cref="IWorkCenterGrain"/>
public sealed class WorkCenterGrain : EntityGrain, IWorkCenterGrain;

/// <inheritdoc cref="IOrderGrain"/>
public sealed class OrderGrain : EntityGrain, IOrderGrain;

/// <inheritdoc cref="IComponentGrain"/>
public sealed class ComponentGrain : EntityGrain, IComponentGrain;

/// <inheritdoc cref="IPurchaseOrderGrain"/>
public sealed class PurchaseOrderGrain : EntityGrain, IPurchaseOrderGrain;
