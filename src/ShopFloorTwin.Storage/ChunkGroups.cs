using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage;

/// <summary>Snapshot chunks in groups that are committed together.</summary>
internal static class ChunkGroups
{
    public static IEnumerable<List<SnapshotChunk>> Of(IEnumerable<SnapshotChunk> chunks)
    {
        var group = new List<SnapshotChunk>();
        long bytes = 0;
        foreach (var chunk in chunks)
        {
            group.Add(chunk);
            bytes += chunk.Content.Length;
            if (bytes < Limits.SnapshotGroupBytes)
                continue;
            yield return group;
            group = [];
            bytes = 0;
        }
        if (group.Count > 0)
            yield return group;
    }
}
