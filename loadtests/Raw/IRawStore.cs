using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Raw;

/// <summary>
/// The yardstick of the ingest ratio: the same rows into the same kind of store with the journal's own columns and unique key,
/// one prepared statement, a transaction for each batch, each commit as durable as the journal's, and nothing else.
/// </summary>
internal interface IRawStore : IAsyncDisposable
{
    ValueTask InsertAsync(IReadOnlyList<JournalEntry> rows, CancellationToken cancellation);

    ValueTask<long> CountAsync(CancellationToken cancellation);
}
