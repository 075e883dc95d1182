namespace ShopFloorTwin.Intake.Truth;

/// <summary>One forecast of one order on the walk, with what the baselines would have said.</summary>
/// <param name="MadeAt">When.</param>
/// <param name="IsHalf">It is the order's forecast at half its promised lead time.</param>
/// <param name="Due">Promised; null: nothing is.</param>
/// <param name="Said">By method, the twin first.</param>
public sealed record TruthForecast(string Order, DateTimeOffset MadeAt, bool IsHalf, DateTimeOffset? Due, IReadOnlyList<SaidFinish> Said)
{
    /// <summary>When it was done; null: not before the events end.</summary>
    public DateTimeOffset? Actual { get; init; }
}

/// <summary>What a method says of an order's finish.</summary>
/// <param name="Method">Stable name.</param>
/// <param name="Minutes">After the forecast was made, at the levels of <see cref="Core.Learning.Scores.QuantileLevels"/>.</param>
/// <param name="LateProbability">Null: it says none.</param>
public sealed record SaidFinish(string Method, double[] Minutes, double? LateProbability);
