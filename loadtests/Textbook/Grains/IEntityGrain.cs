namespace ShopFloorTwin.Textbook.Grains;

/// <summary>An entity of the shop floor by its id: takes its signals one by one.</summary>
public interface IEntityGrain : IGrainWithStringKey
{
    /// <returns>False: it was taken before.</returns>
    [Alias("On")]
    Task<bool> OnAsync(Signal signal);

    /// <summary>Sum of the quantities.</summary>
    [Alias("Total")]
    Task<double> TotalAsync();
}

/// <summary>A work center.</summary>
[Alias("textbook.work-center")]
public interface IWorkCenterGrain : IEntityGrain;

/// <summary>A manufacturing order.</summary>
[Alias("textbook.order")]
public interface IOrderGrain : IEntityGrain;

/// <summary>A component in stock.</summary>
[Alias("textbook.component")]
public interface IComponentGrain : IEntityGrain;

/// <summary>A purchase order.</summary>
[Alias("textbook.purchase-order")]
public interface IPurchaseOrderGrain : IEntityGrain;
