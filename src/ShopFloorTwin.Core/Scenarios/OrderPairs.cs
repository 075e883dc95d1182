using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>The orders of two forecasts of one floor side by side, as places in each; -1: it is not open there.</summary>
internal static class OrderPairs
{
    public static IEnumerable<(int Before, int After)> Of(SiteForecast before, SiteForecast after)
    {
        var (b, a) = (0, 0);
        // Orders keep their places: an edit adds behind them, and one that is not open any more is left out.
        while (b < before.Orders.Count || a < after.Orders.Count)
        {
            var was = b < before.Orders.Count ? before.Orders[b].Order : int.MaxValue;
            var now = a < after.Orders.Count ? after.Orders[a].Order : int.MaxValue;
            yield return (was <= now ? b++ : -1, now <= was ? a++ : -1);
        }
    }
}
