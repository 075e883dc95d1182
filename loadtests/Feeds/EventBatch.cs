using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>One request's events, made beforehand: the body as sent, and the same events as rows.</summary>
/// <param name="Body">A CloudEvents batch: a JSON array.</param>
/// <param name="Rows">The events of the body, slices of it.</param>
/// <param name="Good">Sum of the good pieces its counts report.</param>
internal sealed record EventBatch(ReadOnlyMemory<byte> Body, IReadOnlyList<JournalEntry> Rows, double Good)
{
    public int Events => Rows.Count;
}
