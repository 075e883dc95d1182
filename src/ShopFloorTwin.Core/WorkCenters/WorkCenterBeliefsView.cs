namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>What is believed of a work center, and from how much; each with a plain text.</summary>
public sealed record WorkCenterBeliefsView(
    RepairBeliefView Repair, FailureBeliefView Failures, ShortStopsView ShortStops, PlannedStopsView PlannedStops,
    WaitsView Waits, IReadOnlyList<ChartView> Charts, IReadOnlyList<YieldView> Yields);

/// <summary>Minutes of a repair, around the clock.</summary>
/// <param name="Observations">Breakdowns of the work center that have ended.</param>
public sealed record RepairBeliefView(double P50, double P80, double P95, long Observations, string Text);

/// <summary>Breakdowns while it works.</summary>
/// <param name="PerHour">In an hour of working time of one unit.</param>
/// <param name="Observations">Breakdowns counted, older ones less.</param>
/// <param name="ProducingHours">In them, of all units, older ones less.</param>
/// <param name="Raised">Doubled, because something measured there is out of control.</param>
public sealed record FailureBeliefView(double PerHour, double Observations, double ProducingHours, bool Raised, string Text);

/// <summary>Stops of under five minutes.</summary>
/// <param name="PerHour">In a producing hour; null: it never produced as far as is known.</param>
/// <param name="MeanMinutes">Null: there were none.</param>
public sealed record ShortStopsView(double? PerHour, double? MeanMinutes, string Text);

/// <summary>How long planned stops last, as a factor on the plan.</summary>
public sealed record PlannedStopsView(double P50, double P80, long Observations, string Text);

/// <summary>Working minutes lost that neither the queue nor a stop explains.</summary>
/// <param name="Probability">That work waits though it could start.</param>
/// <param name="P80">Minutes it waits, or 0.</param>
/// <param name="P95">Likewise.</param>
/// <param name="Observations">Starts seen, older ones less.</param>
/// <param name="PauseProbability">That work is paused before it is done.</param>
/// <param name="PauseP95">Minutes it is, or 0.</param>
public sealed record WaitsView(double Probability, double P80, double P95, double Observations, double PauseProbability, double PauseP95, string Text);

/// <summary>A control chart.</summary>
/// <param name="Mean">In control; of cycle times the median. Null: not known yet.</param>
/// <param name="Sigma">In control; of cycle times of the logarithm.</param>
/// <param name="Points">The mean rests on, at most 2,000.</param>
public sealed record ChartView(string Characteristic, string? Uom, double? Mean, double? Sigma, double Points, bool InControl, string Text);

/// <summary>The yield of an operation that waits or runs here.</summary>
/// <param name="Good">Share of pieces that come good.</param>
/// <param name="Pieces">Seen of this product, older ones less.</param>
/// <param name="Orders">They are of.</param>
public sealed record YieldView(string Product, string Operation, double Good, double Pieces, double Orders, string Text);
