namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>
/// What the charts are set to. Chosen so that fifty characteristics measured once a minute (72,000 points a day) give about one
/// false alarm in five days, and a shift of one sigma is told after some twenty-four points (of two sigma, after nine).
/// In control, points per false alarm: CUSUM k 0.5, h 12: 518,000; EWMA λ 0.1, L 5: 2,390,000 (both by the R package spc 0.6.7, two-sided);
/// three of eight beyond 3 sigma: 2,400,000; a pattern that goes on for 24 points more: over 5,000,000.
/// </summary>
public static class ControlLimits
{
    /// <summary>Allowance of the CUSUM, in sigmas: half the shift it is best at.</summary>
    public const double CusumAllowance = 0.5;

    /// <summary>Decision interval of the CUSUM, in sigmas.</summary>
    public const double CusumLimit = 12;

    /// <summary>Weight of the newest point in the EWMA.</summary>
    public const double EwmaWeight = 0.1;

    /// <summary>Limit of the EWMA, in its own standard deviations.</summary>
    public const double EwmaLimit = 5;

    /// <summary>So many of the last <see cref="OutlierPoints"/> beyond 3 sigma are a signal: Western Electric's first rule, de-bounced.</summary>
    public const int Outliers = 3;
    public const int OutlierPoints = 8;

    /// <summary>So many points in a row at which one of Nelson's rules 4, 7 and 8 holds are a signal.</summary>
    public const int PatternPoints = 25;

    /// <summary>A single score counts as no more: one wild value opens no signal of a shift.</summary>
    public const double LargestScore = 6;

    /// <summary>Points in a row in control that end a signal.</summary>
    public const int QuietPoints = 20;

    /// <summary>Points under one signal after which what is measured is taken as the new normal.</summary>
    public const int NewNormalPoints = 1_000;
}
