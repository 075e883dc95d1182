namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// An order's lateness by batches of its samples: enough to say how sure the difference of two forecasts is, that were made
/// with the same random numbers, without keeping their samples (batch means, Schmeiser 1982). Of a stratified sample it says
/// rather too much than too little (Owen 1997).
/// </summary>
internal sealed class LateBatches
{
    public const int Count = 16;

    // Later than due by less than this, in minutes, is rounding.
    public const float Rounding = 1e-3f;

    private readonly float[] _minutes = new float[Count];
    private readonly float[] _late = new float[Count];

    /// <summary>By batch: mean minutes after due.</summary>
    public ReadOnlySpan<float> Minutes => _minutes;

    /// <summary>By batch: the share that is late, 0 to 1.</summary>
    public ReadOnlySpan<float> Late => _late;

    /// <summary>Later than due by more than rounding, both in wall minutes.</summary>
    public static bool IsLate(float finish, double due) => finish > due + Rounding;

    /// <summary>Of finishes in wall minutes, at least as many as there are batches.</summary>
    /// <returns>The batches; how many are late, and how late all of them are together.</returns>
    public static (LateBatches Batches, int Late, double Minutes) Of(ReadOnlySpan<float> finish, double due)
    {
        var batches = new LateBatches();
        var (late, lateness) = (0, 0.0);
        for (var b = 0; b < Count; b++)
        {
            var (from, to) = (b * finish.Length / Count, (b + 1) * finish.Length / Count);
            var (lateHere, latenessHere) = (0, 0.0);
            foreach (var time in finish[from..to])
            {
                if (IsLate(time, due))
                {
                    lateHere++;
                    latenessHere += time - due;
                }
            }
            batches._minutes[b] = (float)(latenessHere / (to - from));
            batches._late[b] = (float)lateHere / (to - from);
            (late, lateness) = (late + lateHere, lateness + latenessHere);
        }
        return (batches, late, lateness);
    }
}
