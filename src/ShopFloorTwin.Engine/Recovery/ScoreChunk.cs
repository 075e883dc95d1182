using System.Text.Json;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>
/// The ledger of forecasts beside a snapshot: one chunk of scores, and the orders that wait to be scored by the thousand. It may be somewhat
/// ahead of the snapshot's twins, or behind: what finished in between is scored once, when a picture shows it and forecasts of it still wait.
/// </summary>
internal static class ScoreChunk
{
    private const string Scores = "scores";
    private const string Orders = "scores/orders/";
    private const int OrdersPerChunk = 5_000;

    public static bool Is(string name) => name.StartsWith(Scores, StringComparison.Ordinal);

    public static IEnumerable<SnapshotChunk> Write(SavedLedger ledger, IReadOnlyList<SavedOrder> orders)
    {
        yield return new SnapshotChunk(Scores, JsonSerializer.SerializeToUtf8Bytes(ledger, LedgerJson.Default.SavedLedger));
        var part = 0;
        foreach (var chunk in orders.Chunk(OrdersPerChunk))
            yield return new SnapshotChunk($"{Orders}{part++}", JsonSerializer.SerializeToUtf8Bytes(chunk, LedgerJson.Default.SavedOrderArray));
    }

    /// <summary>A new ledger where there are no such chunks, as beside the snapshots of older versions.</summary>
    /// <exception cref="JsonException">The content is damaged.</exception>
    public static ForecastLedger Read(IReadOnlyList<SnapshotChunk> chunks)
    {
        SavedLedger? ledger = null;
        var orders = new List<SavedOrder>();
        foreach (var chunk in chunks)
        {
            if (chunk.Name == Scores)
                ledger = JsonSerializer.Deserialize(chunk.Content.Span, LedgerJson.Default.SavedLedger);
            else if (chunk.Name.StartsWith(Orders, StringComparison.Ordinal))
                orders.AddRange(JsonSerializer.Deserialize(chunk.Content.Span, LedgerJson.Default.SavedOrderArray) ?? []);
        }
        return ledger is null ? new ForecastLedger() : ForecastLedger.Load(ledger, orders);
    }
}
