using ShopFloorTwin.Core.Forecast.Coming;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>In a future, who gets what comes is decided when it comes.</summary>
internal sealed partial class Dispatcher
{
    private Stockroom? _stockroom;

    /// <summary>What will come, and who wants some, is put on the agenda.</summary>
    private void OpenStockroom()
    {
        if (_floor.Pool is not { } pool)
        {
            _stockroom = null;
            return;
        }
        _stockroom = new Stockroom(_floor, pool);
        for (var d = 0; d < pool.Demands.Count; d++)
        {
            if (pool.Demands[d].From > 0)
                Note(HappeningKind.Ask, d, pool.Demands[d].From);
            else
                _stockroom.Ask(d);
        }
        for (var r = 0; r < pool.Receipts.Count; r++)
            Note(HappeningKind.Receipt, r, Math.Max(0, pool.Receipts[r].At));
    }

    private void Serve(IReadOnlyList<int> orders, double now)
    {
        foreach (var order in orders)
        {
            if (_gates.Supplied(order, order, now))
                PassGate(order);
        }
    }
}
