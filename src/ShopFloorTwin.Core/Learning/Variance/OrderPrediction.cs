using ShopFloorTwin.Core.Learning.Scores.Ledger;

namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>What was foreseen of an order's work and scrap with its first forecast.</summary>
/// <param name="Operations">Those not cancelled then.</param>
/// <param name="Scrap">Pieces, mean.</param>
/// <param name="ScrapDeviation">Standard deviation.</param>
public sealed record OrderPrediction(OperationPrediction[] Operations, float Scrap, float ScrapDeviation)
{
    public static OrderPrediction None { get; } = new([], 0, 0);
}

/// <summary>Working minutes of an operation, from its first to its last.</summary>
/// <param name="Operation">Its id in the order.</param>
/// <param name="Minutes">Mean.</param>
/// <param name="Deviation">Standard deviation.</param>
public readonly record struct OperationPrediction(string Operation, float Minutes, float Deviation);

/// <summary>A finished order with what was foreseen of it by its first forecast that was made before its finish.</summary>
/// <param name="Order">Its id.</param>
/// <param name="FinishedAt">When it was done.</param>
/// <param name="MadeAt">When the forecast was made.</param>
/// <param name="Finish">In minutes after that.</param>
/// <param name="Predicted">Work and scrap.</param>
public sealed record FinishedOrder(string Order, DateTimeOffset FinishedAt, DateTimeOffset MadeAt, FourQuantiles Finish, OrderPrediction Predicted)
{
    internal ForecastSample First() => new()
    {
        MadeAt = MadeAt.UtcTicks,
        Horizons = 0,
        Finish = Finish,
        Late = float.NaN,
        Due = float.NaN,
        Planned = float.NaN,
        History = FourQuantiles.None,
        HistoryMean = float.NaN,
    };
}
