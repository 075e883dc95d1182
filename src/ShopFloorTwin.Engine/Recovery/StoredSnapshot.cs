using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>What a stored snapshot holds.</summary>
/// <param name="State">The twins; null: they are of another version of this program, and the journal is folded anew.</param>
/// <param name="Risks">Of the orders.</param>
/// <param name="Scores">Chunks of the ledger of forecasts, unread.</param>
public sealed record SnapshotContent(SiteState? State, RiskBoard Risks, IReadOnlyList<SnapshotChunk> Scores);

/// <summary>A site's twins, risks and ledger of forecasts as the chunks of a stored snapshot.</summary>
public static class StoredSnapshot
{
    public static IEnumerable<SnapshotChunk> Write(SiteTwins twins, RiskBoard risks, (SavedLedger Ledger, IReadOnlyList<SavedOrder> Orders) scores) =>
        SiteSnapshot.Save(twins).Select(chunk => new SnapshotChunk(chunk.Name, chunk.Content))
            .Append(new SnapshotChunk(RiskChunk.Name, RiskChunk.Write(risks)))
            .Concat(ScoreChunk.Write(scores.Ledger, scores.Orders));

    /// <exception cref="InvalidDataException">The chunks are damaged or incomplete.</exception>
    public static async Task<SnapshotContent> ReadAsync(string site, SnapshotHeader header, ISnapshots snapshots, CancellationToken cancellation)
    {
        var chunks = new List<StateChunk>();
        var scores = new List<SnapshotChunk>();
        var risks = RiskBoard.Empty;
        await foreach (var chunk in snapshots.ReadAsync(site, header.Position, cancellation))
        {
            if (chunk.Name == RiskChunk.Name)
                risks = RiskChunk.Read(chunk.Content.Span);
            else if (ScoreChunk.Is(chunk.Name))
                scores.Add(chunk);
            else
                chunks.Add(new StateChunk(chunk.Name, chunk.Content));
        }
        SiteState? state = null;
        try
        {
            state = SiteState.Load(site, header.Position, chunks);
        }
        catch (SnapshotFormException)
        {
            // Risks and scores are of what was forecast then, whatever the twins are now.
        }
        return new SnapshotContent(state, risks, scores);
    }
}
