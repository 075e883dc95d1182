namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>Run rules, by the points in which zones the last scores lie.</summary>
[Flags]
public enum RunRule
{
    None = 0,

    /// <summary>Western Electric 1, Nelson 1: a point beyond 3 sigma.</summary>
    BeyondThree = 1,

    /// <summary>Western Electric 2, Nelson 5: two of three beyond 2 sigma, on one side.</summary>
    TwoOfThreeBeyondTwo = 2,

    /// <summary>Western Electric 3, Nelson 6: four of five beyond 1 sigma, on one side.</summary>
    FourOfFiveBeyondOne = 4,

    /// <summary>Western Electric 4: eight in a row on one side.</summary>
    EightOnOneSide = 8,

    /// <summary>Nelson 2: nine in a row on one side.</summary>
    NineOnOneSide = 16,

    /// <summary>Nelson 3: six in a row, each above (or each below) the one before.</summary>
    SixTrending = 32,

    /// <summary>Nelson 4: fourteen in a row, up and down in turn.</summary>
    FourteenAlternating = 64,

    /// <summary>Nelson 7: fifteen in a row within 1 sigma.</summary>
    FifteenWithinOne = 128,

    /// <summary>Nelson 8: eight in a row beyond 1 sigma, on either side.</summary>
    EightBeyondOne = 256,

    /// <summary>The four of Western Electric (Statistical Quality Control Handbook, 1956).</summary>
    WesternElectric = BeyondThree | TwoOfThreeBeyondTwo | FourOfFiveBeyondOne | EightOnOneSide,

    /// <summary>The eight of Nelson (Journal of Quality Technology 16, 1984).</summary>
    Nelson = BeyondThree | NineOnOneSide | SixTrending | FourteenAlternating | TwoOfThreeBeyondTwo | FourOfFiveBeyondOne | FifteenWithinOne | EightBeyondOne,
}

/// <summary>
/// The last fifteen scores by zone, and what rules they break. Rules say that something happened, often and early: in control the four
/// of Western Electric speak every 92 points, the eight of Nelson every 73 (simulated).
/// </summary>
/// <param name="Zones">Four bits a point, the newest lowest: 0 none, else 1 + zone (0…3 sigma), 4 more when below.</param>
/// <param name="Last">The newest score.</param>
/// <param name="Trend">Points in the present run up (positive) or down (negative), less one.</param>
/// <param name="Turns">Changes of direction in a row.</param>
public readonly record struct RunRules(ulong Zones, double Last, int Trend, int Turns)
{
    private const ulong Fifteen = (1UL << 60) - 1;

    /// <summary>After one more score.</summary>
    public RunRules With(double score)
    {
        var zone = Math.Abs(score) switch { >= 3 => 3UL, >= 2 => 2UL, >= 1 => 1UL, _ => 0UL };
        var zones = ((Zones << 4) | (1 + zone + (score < 0 ? 4UL : 0))) & Fifteen;
        if (Zones == 0)
            return new RunRules(zones, score, 0, 0);
        var direction = score.CompareTo(Last);
        var isTurn = direction != 0 && Math.Sign(Trend) == -direction;
        var trend = direction == 0 ? 0 : Math.Sign(Trend) == direction ? Trend + direction : direction;
        return new RunRules(zones, score, trend, isTurn ? Turns + 1 : 0);
    }

    /// <summary>Rules the newest point breaks with those before it.</summary>
    public RunRule Broken
    {
        get
        {
            var broken = RunRule.None;
            if (Zone(0) == 3)
                broken |= RunRule.BeyondThree;
            if (IsBeyond(3, 2, 2))
                broken |= RunRule.TwoOfThreeBeyondTwo;
            if (IsBeyond(5, 4, 1))
                broken |= RunRule.FourOfFiveBeyondOne;
            var side = InARow(15, static (one, first) => (one > 4) == (first > 4));
            if (side >= 8)
                broken |= RunRule.EightOnOneSide;
            if (side >= 9)
                broken |= RunRule.NineOnOneSide;
            if (Math.Abs(Trend) >= 5)
                broken |= RunRule.SixTrending;
            if (Turns >= 12)
                broken |= RunRule.FourteenAlternating;
            if (InARow(15, static (one, _) => (one - 1) % 4 == 0) >= 15)
                broken |= RunRule.FifteenWithinOne;
            if (InARow(8, static (one, _) => (one - 1) % 4 > 0) >= 8)
                broken |= RunRule.EightBeyondOne;
            return broken;
        }
    }

    private int Code(int back) => (int)((Zones >> (4 * back)) & 15);

    private int Zone(int back) => Code(back) is > 0 and var code ? (code - 1) % 4 : -1;

    /// <summary>The newest point lies beyond, and with it so many of the last, on its side.</summary>
    private bool IsBeyond(int last, int least, int zone)
    {
        if (Zone(0) < zone)
            return false;
        var found = 0;
        for (var back = 0; back < last; back++)
            found += Zone(back) >= zone && Code(back) > 4 == Code(0) > 4 ? 1 : 0;
        return found >= least;
    }

    private int InARow(int most, Func<int, int, bool> isSo)
    {
        var found = 0;
        while (found < most && Code(found) is > 0 and var code && isSo(code, Code(0)))
            found++;
        return found;
    }
}
