namespace ShopFloorTwin.Silo.Replays;

/// <summary>What a replay did.</summary>
/// <param name="Accepted">Events new in the journal.</param>
/// <param name="Duplicates">Events the journal held before.</param>
/// <param name="Refused">Events refused; the first ones are in <paramref name="Refusals"/>.</param>
/// <param name="Position">Of the journal at the end.</param>
/// <param name="AsOf">Time of the newest event.</param>
/// <param name="Scores">By the moment the forecasts were made, and over all of them; empty when none were made.</param>
public sealed record ReplayResult(
    int Accepted, int Duplicates, int Refused, IReadOnlyList<RefusedLine> Refusals, long Position, DateTimeOffset? AsOf,
    IReadOnlyList<MomentScore> Scores, ForecastScore? Score);

/// <summary>A line that was refused.</summary>
public sealed record RefusedLine(int Line, string? Id, string Type, string Detail);

/// <summary>How the forecasts of one moment compared with what happened.</summary>
public sealed record MomentScore(DateTimeOffset AsOf, int OpenOrders, ForecastScore Score);
