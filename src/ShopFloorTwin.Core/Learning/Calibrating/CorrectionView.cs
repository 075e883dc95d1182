namespace ShopFloorTwin.Core.Learning.Calibrating;

/// <summary>A correction of forecasts, in deviations of a forecast's own: 0 is its median, 0.84 its p80.</summary>
/// <param name="UpToMinutes">It serves forecasts whose median is so far away; null: all beyond the one before.</param>
/// <param name="P50">Where the median is put.</param>
/// <param name="P80">Where the p80 is put, which stood at 0.84.</param>
/// <param name="P95">Where the p95 is put, which stood at 1.64.</param>
public sealed record CorrectionView(double? UpToMinutes, double P50, double P80, double P95);
