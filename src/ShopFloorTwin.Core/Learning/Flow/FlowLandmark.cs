namespace ShopFloorTwin.Core.Learning.Flow;

/// <summary>How far an order was at a moment of its way: what its rest is like.</summary>
/// <param name="Age">Logarithm of the minutes since its start, by <see cref="FlowScale"/>.</param>
/// <param name="Idle">The same of the minutes since it was last worked on.</param>
/// <param name="Place">How far along the way its furthest work center usually lies, 0 to 1.</param>
/// <param name="WorkCenter">Where it was worked on last, by number.</param>
internal readonly record struct FlowLandmark(float Age, float Idle, float Place, int WorkCenter)
{
    // Widths of the kernel, in the units of the landmark; a different work center costs as much as one width and a half.
    private const float AgeWidth = 0.5f, IdleWidth = 0.6f, PlaceWidth = 0.08f, OtherWorkCenter = 1f;

    /// <summary>Half the squared distance to another, in widths.</summary>
    public float Distance(in FlowLandmark other)
    {
        var age = (Age - other.Age) / AgeWidth;
        var idle = (Idle - other.Idle) / IdleWidth;
        var place = (Place - other.Place) / PlaceWidth;
        return 0.5f * (age * age + idle * idle + place * place) + (WorkCenter == other.WorkCenter ? 0 : OtherWorkCenter);
    }
}

/// <summary>Minutes on a scale that is linear below the unit and logarithmic above.</summary>
internal readonly record struct FlowScale(double UnitMinutes)
{
    public float Of(double minutes) => (float)Math.Log(1 + Math.Max(0, minutes) / UnitMinutes);
}
