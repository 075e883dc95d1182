namespace ShopFloorTwin.Core.Scenarios.Sampling;

/// <summary>A figure and its standard error.</summary>
public readonly record struct Sampled(double Value, double Error);

/// <summary>A time and its standard error in minutes.</summary>
public readonly record struct SampledTime(DateTimeOffset At, double ErrorMinutes);

/// <summary>A site over many samples.</summary>
/// <param name="LateOrders">Expected number of late orders.</param>
/// <param name="TardinessMinutes">Expected lateness of all orders together.</param>
public sealed record SampledSite(Sampled LateOrders, Sampled TardinessMinutes);

/// <summary>The finish of one order over many samples.</summary>
public sealed record SampledFinish(SampledTime P10, SampledTime P50, SampledTime P80, SampledTime P95, Sampled LateProbability, Sampled ExpectedLatenessMinutes);

/// <summary>An order over many samples.</summary>
/// <param name="Order">Id.</param>
/// <param name="Due">On the present floor, or as the edits bring it.</param>
/// <param name="Before">On the present floor; null: it is not there, or not open.</param>
/// <param name="After">With the edits; null: there are none, or it is not there, or not open.</param>
public sealed record SampledOrder(string Order, DateTimeOffset? Due, SampledFinish? Before, SampledFinish? After);

/// <summary>How far a run is.</summary>
/// <param name="Samples">Drawn so far.</param>
/// <param name="Of">There are to be.</param>
/// <param name="LateOrders">On the present floor.</param>
/// <param name="TardinessMinutes">On the present floor.</param>
/// <param name="LateOrdersChange">By the edits; null: there are none.</param>
/// <param name="TardinessChange">By the edits, in minutes; null: there are none.</param>
public sealed record MonteCarloProgress(int Samples, int Of, Sampled LateOrders, Sampled TardinessMinutes, Sampled? LateOrdersChange, Sampled? TardinessChange);

/// <summary>What a run says.</summary>
/// <param name="Position">Of the floor.</param>
/// <param name="AsOf">Of the floor.</param>
/// <param name="Samples">Drawn.</param>
/// <param name="Before">The present floor.</param>
/// <param name="After">With the edits; null: there are none.</param>
/// <param name="Change">After less before, on common samples; null: there are no edits.</param>
/// <param name="Orders">Every open order.</param>
public sealed record MonteCarloAnswer(long Position, DateTimeOffset AsOf, int Samples, SampledSite Before, SampledSite? After, SampledSite? Change, IReadOnlyList<SampledOrder> Orders);
