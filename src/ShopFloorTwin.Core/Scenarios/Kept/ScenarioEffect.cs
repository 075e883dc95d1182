namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>What a scenario's edits change on a floor: scenario less base, over all orders, on common samples.</summary>
/// <param name="LateOrders">Expected number of late orders more.</param>
/// <param name="LateOrdersError">Its standard error.</param>
/// <param name="TardinessMinutes">Minutes of expected lateness more.</param>
/// <param name="TardinessError">Its standard error, in minutes.</param>
public sealed record ScenarioEffect(double LateOrders, double LateOrdersError, double TardinessMinutes, double TardinessError)
{
    /// <summary>Of an answer.</summary>
    public static ScenarioEffect Of(WhatIfDifference difference) => new(
        difference.ExpectedLateOrders.Value, difference.ExpectedLateOrders.StandardError,
        difference.ExpectedTardinessMinutes.Value, difference.ExpectedTardinessMinutes.StandardError);
}
