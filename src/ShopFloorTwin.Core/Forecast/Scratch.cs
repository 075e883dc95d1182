namespace ShopFloorTwin.Core.Forecast;

/// <summary>Memory that is used again by the next forecast: of this size a new one each time would cost more than the work on it.</summary>
internal static class Scratch
{
    /// <summary>At least <paramref name="length"/> elements, the first that many zero.</summary>
    public static void Clear<T>(ref T[] array, int length)
    {
        if (array.Length < length || array.Length > 4 * (length + 1024))
            array = new T[length];
        else
            Array.Clear(array, 0, length);
    }

    /// <summary>Exactly <paramref name="length"/> elements, whatever is in them.</summary>
    public static T[] Exactly<T>(ref T[] array, int length)
    {
        if (array.Length != length)
            array = new T[length];
        return array;
    }
}
