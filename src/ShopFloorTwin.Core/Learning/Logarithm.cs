namespace ShopFloorTwin.Core.Learning;

/// <summary>
/// Logarithm and power for what is folded into twins. They use only the operations IEEE 754 rounds exactly, so that a journal
/// replayed on another processor or system library gives the same bits, and with them the same state hash.
/// </summary>
internal static class Logarithm
{
    private const double Ln2 = 0.6931471805599453;
    private const double SquareRootOf2 = 1.4142135623730951;
    private const long Mantissa = 0x000F_FFFF_FFFF_FFFF;
    private const long One = 0x3FF0_0000_0000_0000;

    /// <summary>ln(x) of a normal positive number, within 1e-14: ln 2 times the exponent, and 2 artanh((m-1)/(m+1)) by its series.</summary>
    public static double Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & Mantissa) | One);
        if (m > SquareRootOf2)
            (m, exponent) = (m / 2, exponent + 1);
        var t = (m - 1) / (m + 1);
        var q = t * t;
        // |t| < 0.1716: the first term left out is below 1e-15.
        var series = 1 + q * (1 / 3.0 + q * (1 / 5.0 + q * (1 / 7.0 + q * (1 / 9.0 + q * (1 / 11.0 + q * (1 / 13.0 + q * (1 / 15.0 + q * (1 / 17.0))))))));
        return exponent * Ln2 + 2 * t * series;
    }
}
