using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Checking;

/// <summary>Measures how fast an Odoo answers one caller that reads, for a few seconds at most.</summary>
internal static class RateMeter
{
    /// <summary>Enough for a median and a 95th percentile that mean something.</summary>
    private const int CallsMax = 60;
    private const int RowsPerCall = 20;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(3);
    private static readonly string[] Fields = ["name", "state", "date_deadline", "write_date"];

    /// <summary>Null when a call was not done.</summary>
    /// <param name="odoo">A client without a pace of its own.</param>
    public static async ValueTask<MeasuredRate?> MeasureAsync(IOdooClient odoo, TimeProvider time, CancellationToken cancellation)
    {
        var took = new List<double>(CallsMax);
        var from = time.GetTimestamp();
        while (took.Count < CallsMax && (took.Count < 3 || time.GetElapsedTime(from) < LongEnough))
        {
            var start = time.GetTimestamp();
            if (!(await odoo.SearchReadAsync("mrp.production", OdooDomain.All, Fields, order: "id", limit: RowsPerCall, cancellation: cancellation)).IsDone)
                return null;
            took.Add(time.GetElapsedTime(start).TotalMilliseconds);
        }
        var seconds = time.GetElapsedTime(from).TotalSeconds;
        took.Sort();
        return new MeasuredRate(took.Count / seconds, took.Count, took[took.Count / 2], took[Math.Min(took.Count - 1, took.Count * 95 / 100)]);
    }
}
