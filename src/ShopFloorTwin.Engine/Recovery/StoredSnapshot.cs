using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>A site's twins and risks as the chunks of a stored snapshot.</summary>
public static class StoredSnapshot
{
    public static IEnumerable<SnapshotChunk> Write(SiteTwins twins, RiskBoard risks) =>
        SiteSnapshot.Save(twins).Select(chunk => new SnapshotChunk(chunk.Name, chunk.Content)).Append(new SnapshotChunk(RiskChunk.Name, RiskChunk.Write(risks)));

    /// <exception cref="InvalidDataException">The chunks are damaged, incomplete or of another form.</exception>
    public static async Task<(SiteState State, RiskBoard Risks)> ReadAsync(string site, SnapshotHeader header, ISnapshots snapshots, CancellationToken cancellation)
    {
        var chunks = new List<StateChunk>();
        var risks = RiskBoard.Empty;
        await foreach (var chunk in snapshots.ReadAsync(site, header.Position, cancellation))
        {
            if (chunk.Name == RiskChunk.Name)
                risks = RiskChunk.Read(chunk.Content.Span);
            else
                chunks.Add(new StateChunk(chunk.Name, chunk.Content));
        }
        return (SiteState.Load(site, header.Position, chunks), risks);
    }
}
