namespace ShopFloorTwin.LoadTests.Figures;

/// <summary>How a cost grows with a size.</summary>
internal static class PowerLaw
{
    /// <summary>The exponent b of cost = a size^b, by least squares of log cost on log size.</summary>
    public static double Exponent(IReadOnlyList<(double Size, double Cost)> points)
    {
        var meanX = points.Average(point => Math.Log(point.Size));
        var meanY = points.Average(point => Math.Log(point.Cost));
        var covariance = points.Sum(point => (Math.Log(point.Size) - meanX) * (Math.Log(point.Cost) - meanY));
        return covariance / points.Sum(point => Math.Pow(Math.Log(point.Size) - meanX, 2));
    }
}
