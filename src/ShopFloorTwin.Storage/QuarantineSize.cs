namespace ShopFloorTwin.Storage;

/// <summary>What an entry counts against the site's limit.</summary>
internal static class QuarantineSize
{
    // Row and texts around the body, so that empty bodies are bounded too.
    const int RowBytes = 64;

    public static long Of(QuarantineEntry entry) =>
        RowBytes + entry.Body.Length + entry.Detail.Length + entry.RefusalType.Length + (entry.EventId?.Length ?? 0);

    public static bool Fits(StoreOptions limits, long entriesHeld, long bytesHeld, long bytes) =>
        entriesHeld < limits.QuarantineEntriesMax && bytesHeld + bytes <= limits.QuarantineBytesMax;
}
