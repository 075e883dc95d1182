namespace ShopFloorTwin.Storage;

/// <summary>Search in a journal whose instants never go back: a few point reads, and no index to keep.</summary>
internal static class Bisection
{
    /// <summary>The last position in 1..<paramref name="head"/> for which <paramref name="notAfter"/> holds; 0 when there is none.</summary>
    public static async ValueTask<long> LastNotAfterAsync(long head, Func<long, ValueTask<bool>> notAfter)
    {
        long low = 0, high = head;
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (await notAfter(middle))
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
